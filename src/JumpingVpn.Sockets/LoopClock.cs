namespace JumpingVpn.Sockets;

/// <summary>The system's clock, with timers that fire on the thread of a <see cref="SocketLoop"/>, never early.</summary>
/// <remarks>Made for few timers: each look for the next one asks all. Thread rule: any thread, except for what the loop calls.</remarks>
internal sealed class LoopClock(Action wake) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<LoopTimer> _timers = [];
    private long _next = long.MaxValue;

    /// <summary>The timestamp at which the next timer fires; <see cref="long.MaxValue"/> for none.</summary>
    public long NextDue => Volatile.Read(ref _next);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        LoopTimer timer = new(this, callback, state);
        lock (_gate)
        {
            _timers.Add(timer);
        }

        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Fires what is due, each timer once at most.</summary>
    public void FireDue()
    {
        for (int left = _timers.Count; left > 0 && NextDue <= GetTimestamp() && TakeDue() is { } timer; left--)
        {
            timer.Fire();
        }
    }

    internal void Change(LoopTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        bool isEarlier;
        lock (_gate)
        {
            timer.Due = dueTime < TimeSpan.Zero ? long.MaxValue : GetTimestamp() + Timestamps(dueTime);
            timer.Period = period <= TimeSpan.Zero ? 0 : Timestamps(period);
            isEarlier = timer.Due < _next;
            FindNext();
        }

        if (isEarlier)
        {
            wake();
        }
    }

    internal void Remove(LoopTimer timer)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
            FindNext();
        }
    }

    private LoopTimer? TakeDue()
    {
        lock (_gate)
        {
            long now = GetTimestamp();
            int at = _timers.FindIndex(timer => timer.Due == _next);
            if (at < 0 || _next > now)
            {
                return null;
            }

            LoopTimer first = _timers[at];
            first.Due = first.Period == 0 ? long.MaxValue : Math.Max(first.Due + first.Period, now);
            FindNext();
            return first;
        }
    }

    private void FindNext()
    {
        long next = long.MaxValue;
        foreach (LoopTimer timer in _timers)
        {
            next = Math.Min(next, timer.Due);
        }

        Volatile.Write(ref _next, next);
    }

    private long Timestamps(TimeSpan time) => (long)(time.Ticks * ((double)TimestampFrequency / TimeSpan.TicksPerSecond));
}
