using System.Buffers;
using JumpingVpn.Network.Adversary;
using JumpingVpn.Network.Impairments;

namespace JumpingVpn.Sockets.Nat;

/// <summary>
/// Stores the datagrams that are under way on links, and hands each out when it is due, in the order (due time, sequence), with one
/// timer for the earliest. Those in a link's queue have a plan only for the service of its head; held ones have none until released.
/// </summary>
/// <remarks>Thread rule: under the NAT's lock; only the timer's callback and a release come from elsewhere and must take it.</remarks>
internal sealed class DelayLine : IDisposable
{
    private static readonly TimeSpan ShortestRetry = TimeSpan.FromMilliseconds(1);

    private readonly PriorityQueue<Planned, (TimeSpan Due, long Sequence)> _plans = new();
    private readonly List<Held> _held = [];
    private readonly List<Delayed> _slots = [];
    private readonly Stack<int> _free = new();
    private readonly TimeProvider _clock;
    private readonly ITimer _timer;
    private readonly Action _onDue;
    private readonly int _capacity;
    private TimeSpan _armedFor = TimeSpan.MaxValue;
    private bool _firedEarly;
    private long _sequence;

    public DelayLine(TimeProvider clock, int capacity, Action onDue)
    {
        _clock = clock;
        _capacity = capacity;
        _onDue = onDue;
        _timer = clock.CreateTimer(static state => ((Action)state!)(), onDue, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Monotonic time since the clock's own origin.</summary>
    public TimeSpan Now => _clock.GetElapsedTime(0);

    public int Count => _slots.Count - _free.Count;

    /// <summary>How many of them wait for a fault or an attacker to release them.</summary>
    public int HeldCount => _held.Count;

    public bool IsFull => Count >= _capacity;

    public Delayed this[int slot] => _slots[slot];

    /// <summary>Takes a copy of a datagram in, as the link leaves it.</summary>
    /// <param name="transit">Where it is.</param>
    /// <param name="link">The link that it is on, or is about to enter.</param>
    /// <param name="datagram">Its bytes.</param>
    /// <param name="fate">What the link does to it.</param>
    /// <param name="entersLink">Whether an attacker keeps it, so that it enters the link when it is handed out.</param>
    /// <returns>Its slot, which must be planned, queued or held.</returns>
    public int Store(in Transit transit, AccessLink link, ReadOnlySpan<byte> datagram, in LinkFate fate, bool entersLink = false)
    {
        int length = datagram.Length + fate.LengthChange;
        byte[] buffer = ArrayPool<byte>.Shared.Rent(length);
        datagram[..Math.Min(datagram.Length, length)].CopyTo(buffer);
        fate.Corrupt(buffer.AsSpan(0, length));
        var delayed = new Delayed(transit, link, buffer, length, entersLink);
        CountUnderWay(delayed, +1);
        if (_free.TryPop(out int slot))
        {
            _slots[slot] = delayed;
            return slot;
        }

        _slots.Add(delayed);
        return _slots.Count - 1;
    }

    /// <summary>Lets a stored datagram be handed out at <paramref name="due"/>.</summary>
    public void Plan(int slot, TimeSpan due) => _plans.Enqueue(new Planned(slot, null), (due, _sequence++));

    /// <summary>Lets the queue of which a stored datagram is the head be served at <paramref name="due"/>.</summary>
    public void PlanService(int slot, TimeSpan due)
    {
        Delayed head = _slots[slot];
        _plans.Enqueue(new Planned(slot, head.Link.Model(head.Transit.Direction)), (due, _sequence++));
    }

    /// <summary>Keeps a stored datagram until the fault or attacker releases it.</summary>
    public void Hold(int slot, LinkHold holder)
    {
        _held.Add(new Held(slot, holder, holder.Releases));
        (holder as InterceptionPoint)?.CountHeld(+1);
        holder.Released ??= _ => _onDue();
    }

    /// <summary>Hands out what is due first: a datagram, whose buffer the taker gives back by <see cref="Release"/>, or a queue to
    /// serve.</summary>
    public bool TryTakeDue(out Delayed delayed, out LinkModel? served)
    {
        PlanReleased();
        delayed = default;
        served = null;
        if (!_plans.TryPeek(out Planned plan, out (TimeSpan Due, long Sequence) earliest) || earliest.Due > Now)
        {
            return false;
        }

        _plans.Dequeue();
        served = plan.Queue;
        if (served is null)
        {
            delayed = Take(plan.Slot);
        }

        return true;
    }

    /// <summary>Hands a stored datagram out that has no plan; the taker gives its buffer back by <see cref="Release"/>.</summary>
    public Delayed Take(int slot)
    {
        Delayed delayed = _slots[slot];
        _slots[slot] = default;
        _free.Push(slot);
        CountUnderWay(delayed, -1);
        return delayed;
    }

    /// <summary>Hands everything out, in no order that anything depends on; the taker gives each buffer back by
    /// <see cref="Release"/>.</summary>
    public IEnumerable<Delayed> TakeAll()
    {
        _plans.Clear();
        _held.Clear();
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

    private static void CountUnderWay(in Delayed delayed, int change)
    {
        if (!delayed.EntersLink)
        {
            delayed.Link.CountUnderWay(delayed.Transit.Direction, change);
        }
    }

    /// <summary>Plans what faults have released since the last look, in the order in which it was held.</summary>
    private void PlanReleased()
    {
        for (int i = 0; i < _held.Count; i++)
        {
            Held held = _held[i];
            if (held.Round != held.Holder.Releases)
            {
                Delayed released = _slots[held.Slot];
                Plan(held.Slot, released.EntersLink ? Now : Now + released.Link.Model(released.Transit.Direction).Depart(Now));
                (held.Holder as InterceptionPoint)?.CountHeld(-1);
                _held.RemoveAt(i--);
            }
        }
    }

    /// <summary>One datagram that waits, in a rented buffer.</summary>
    internal readonly record struct Delayed(Transit Transit, AccessLink Link, byte[] Buffer, int Length, bool EntersLink)
    {
        public ReadOnlySpan<byte> Datagram => Buffer.AsSpan(0, Length);
    }

    private readonly record struct Planned(int Slot, LinkModel? Queue);

    private readonly record struct Held(int Slot, LinkHold Holder, long Round);
}
