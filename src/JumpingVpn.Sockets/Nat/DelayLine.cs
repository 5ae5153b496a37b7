using System.Buffers;

namespace JumpingVpn.Sockets.Nat;

/// <summary>
/// Stores the datagrams that are on links, and hands out what is due, arrivals and wake-ups of links, in the order (due time, sequence),
/// with one timer for the earliest. What a link queues or holds has no plan of its own.
/// </summary>
/// <remarks>Thread rule: under the NAT's lock; only the timer's callback comes from elsewhere and must take it.</remarks>
internal sealed class DelayLine : IDisposable
{
    private static readonly TimeSpan ShortestRetry = TimeSpan.FromMilliseconds(1);

    private readonly PriorityQueue<Plan, (TimeSpan Due, long Sequence)> _plans = new();
    private readonly List<Delayed> _slots = [];
    private readonly Stack<int> _free = new();
    private readonly TimeProvider _clock;
    private readonly ITimer _timer;
    private readonly int _capacity;
    private TimeSpan _armedFor = TimeSpan.MaxValue;
    private bool _firedEarly;
    private long _sequence;

    public DelayLine(TimeProvider clock, int capacity, Action onDue)
    {
        _clock = clock;
        _capacity = capacity;
        _timer = clock.CreateTimer(static state => ((Action)state!)(), onDue, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Monotonic time since the clock's own origin.</summary>
    public TimeSpan Now => _clock.GetElapsedTime(0);

    public int Count => _slots.Count - _free.Count;

    /// <summary>How many of them wait for a fault or an attacker to release them.</summary>
    public int HeldCount { get; set; }

    /// <summary>True if no further datagram may enter a link.</summary>
    public bool IsFull => Count >= _capacity;

    public Delayed this[int slot] => _slots[slot];

    /// <summary>Takes a copy of a datagram in.</summary>
    /// <param name="transit">Where it is.</param>
    /// <param name="link">The direction of the link that it enters.</param>
    /// <param name="datagram">Its bytes.</param>
    /// <returns>Its slot.</returns>
    public int Store(in Transit transit, AccessPassage link, ReadOnlySpan<byte> datagram)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(datagram.Length);
        datagram.CopyTo(buffer);
        var stored = new Delayed(transit, link, buffer, datagram.Length);
        if (_free.TryPop(out int slot))
        {
            _slots[slot] = stored;
            return slot;
        }

        _slots.Add(stored);
        return _slots.Count - 1;
    }

    /// <summary>Cuts or lengthens a stored datagram at its end; what it gains is for the caller to write.</summary>
    /// <returns>Its bytes.</returns>
    public Span<byte> Resize(int slot, int length)
    {
        Delayed stored = _slots[slot];
        byte[] buffer = stored.Buffer;
        if (buffer.Length < length)
        {
            buffer = ArrayPool<byte>.Shared.Rent(length);
            stored.Datagram.CopyTo(buffer);
            Release(stored);
        }

        _slots[slot] = stored with { Buffer = buffer, Length = length };
        return buffer.AsSpan(0, length);
    }

    /// <summary>Lets a stored datagram arrive at <paramref name="due"/>.</summary>
    public void PlanArrival(int slot, TimeSpan due) => _plans.Enqueue(new Plan(null, slot), (due, _sequence++));

    /// <summary>Lets a link be woken at <paramref name="due"/>.</summary>
    public void PlanWake(AccessPassage link, int token, TimeSpan due) => _plans.Enqueue(new Plan(link, token), (due, _sequence++));

    /// <summary>Hands out what is due first.</summary>
    public bool TryTakeDue(out Plan plan) =>
        _plans.TryPeek(out plan, out (TimeSpan Due, long Sequence) earliest) && earliest.Due <= Now && _plans.TryDequeue(out plan, out _);

    /// <summary>Hands a stored datagram out; the taker gives its buffer back by <see cref="Release"/>.</summary>
    public Delayed Take(int slot)
    {
        Delayed delayed = _slots[slot];
        _slots[slot] = default;
        _free.Push(slot);
        return delayed;
    }

    /// <summary>Hands everything out, in no order that anything depends on; the taker gives each buffer back by
    /// <see cref="Release"/>.</summary>
    public IEnumerable<Delayed> TakeAll()
    {
        _plans.Clear();
        HeldCount = 0;
        for (int slot = 0; slot < _slots.Count; slot++)
        {
            if (_slots[slot].Link is not null)
            {
                yield return Take(slot);
            }
        }
    }

    public static void Release(in Delayed delayed) => ArrayPool<byte>.Shared.Return(delayed.Buffer);

    /// <summary>Says that the timer has fired and so is armed for nothing; due datagrams are to be taken now.</summary>
    public void OnFired()
    {
        _firedEarly = Now < _armedFor;
        _armedFor = TimeSpan.MaxValue;
    }

    /// <summary>Arms the timer for the earliest plan, unless it fires by then anyway.</summary>
    public void Arm()
    {
        if (_plans.TryPeek(out _, out (TimeSpan Due, long Sequence) earliest) && earliest.Due < _armedFor)
        {
            // A system timer counts whole milliseconds and may fire early; asking for the rest of one would be a busy loop.
            TimeSpan least = _firedEarly ? ShortestRetry : TimeSpan.Zero;
            TimeSpan wait = earliest.Due - Now;
            _armedFor = earliest.Due;
            _firedEarly = false;
            _timer.Change(wait < least ? least : wait, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => _timer.Dispose();

    /// <summary>One datagram that is on a link, in a rented buffer.</summary>
    internal readonly record struct Delayed(Transit Transit, AccessPassage Link, byte[] Buffer, int Length)
    {
        public ReadOnlySpan<byte> Datagram => Buffer.AsSpan(0, Length);
    }

    /// <summary>What is to be done at its time.</summary>
    /// <param name="Wakes">The link that is woken; null if a datagram arrives.</param>
    /// <param name="Number">The link's token, or the slot of the datagram.</param>
    internal readonly record struct Plan(AccessPassage? Wakes, int Number);
}
