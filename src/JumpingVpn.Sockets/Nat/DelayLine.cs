using System.Buffers;

namespace JumpingVpn.Sockets.Nat;

/// <summary>Holds datagrams until they are due, in the order (due time, sequence), with one timer for the earliest.</summary>
/// <remarks>Thread rule: under the NAT's lock; only the timer's callback comes from elsewhere and must take it.</remarks>
internal sealed class DelayLine : IDisposable
{
    private static readonly TimeSpan ShortestRetry = TimeSpan.FromMilliseconds(1);

    private readonly PriorityQueue<Delayed, (TimeSpan Due, long Sequence)> _waiting = new();
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

    public int Count => _waiting.Count;

    public bool IsFull => _waiting.Count >= _capacity;

    /// <summary>Takes a copy of a datagram in, to be handed out at <paramref name="due"/>.</summary>
    /// <returns>The copy, which the caller may still alter.</returns>
    public Span<byte> Add(in Transit transit, AccessLink link, ReadOnlySpan<byte> datagram, TimeSpan due)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(datagram.Length);
        datagram.CopyTo(buffer);
        link.CountUnderWay(transit.Direction, +1);
        _waiting.Enqueue(new Delayed(transit, link, buffer, datagram.Length), (due, _sequence++));
        return buffer.AsSpan(0, datagram.Length);
    }

    /// <summary>Hands the earliest datagram out if it is due; the taker gives its buffer back by <see cref="Release"/>.</summary>
    public bool TryTakeDue(out Delayed delayed)
    {
        delayed = default;
        return _waiting.TryPeek(out _, out (TimeSpan Due, long Sequence) earliest) && earliest.Due <= Now && TryTake(out delayed);
    }

    /// <summary>Hands the earliest datagram out, due or not; the taker gives its buffer back by <see cref="Release"/>.</summary>
    public bool TryTake(out Delayed delayed)
    {
        bool taken = _waiting.TryDequeue(out delayed, out _);
        if (taken)
        {
            delayed.Link.CountUnderWay(delayed.Transit.Direction, -1);
        }

        return taken;
    }

    public static void Release(in Delayed delayed) => ArrayPool<byte>.Shared.Return(delayed.Buffer);

    /// <summary>Says that the timer has fired and so is armed for nothing; due datagrams are to be taken now.</summary>
    public void OnFired()
    {
        _firedEarly = Now < _armedFor;
        _armedFor = TimeSpan.MaxValue;
    }

    /// <summary>Arms the timer for the earliest datagram, unless it fires by then anyway.</summary>
    public void Arm()
    {
        if (_waiting.TryPeek(out _, out (TimeSpan Due, long Sequence) earliest) && earliest.Due < _armedFor)
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

    /// <summary>One datagram that waits, in a rented buffer.</summary>
    internal readonly record struct Delayed(Transit Transit, AccessLink Link, byte[] Buffer, int Length)
    {
        public ReadOnlySpan<byte> Datagram => Buffer.AsSpan(0, Length);
    }
}
