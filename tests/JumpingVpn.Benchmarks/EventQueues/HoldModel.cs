using JumpingVpn.Network.Randomness;
using JumpingVpn.Simulation.Time;

namespace JumpingVpn.Benchmarks.EventQueues;

/// <summary>
/// The usual load for event queues: a constant number pending, each event that is taken schedules another one after a random
/// delay. The delays are drawn beforehand, so that what is measured is the queue.
/// </summary>
internal sealed class HoldModel
{
    private const int Delays = 1 << 16;
    private const int LongestDelay = 1_000_000; // 100 ms in ticks

    private readonly long[] _delays = new long[Delays];
    private readonly EventQueue _queue = new();
    private readonly PlainHeap _heap;
    private long _sequence;

    public HoldModel(int pending)
    {
        var random = new RandomStream(1);
        for (int i = 0; i < Delays; i++)
        {
            _delays[i] = (long)random.Below(LongestDelay);
        }

        _heap = new PlainHeap(pending + 1);
        for (int i = 0; i < pending; i++)
        {
            var entry = new ScheduledEvent((long)random.Below(LongestDelay), _sequence++, 0, 0);
            _heap.Push(entry);
            _queue.Push(entry);
        }
    }

    public long RunHeap(int operations)
    {
        for (int i = 0; i < operations; i++)
        {
            ScheduledEvent taken = _heap.Pop();
            _heap.Push(new ScheduledEvent(taken.Due + _delays[i & (Delays - 1)], _sequence++, 0, 0));
        }

        return operations;
    }

    public long RunQueue(int operations)
    {
        for (int i = 0; i < operations; i++)
        {
            ScheduledEvent taken = _queue.Pop();
            _queue.Push(new ScheduledEvent(taken.Due + _delays[i & (Delays - 1)], _sequence++, 0, 0));
        }

        return operations;
    }
}
