using JumpingVpn.Simulation.Scheduling;

namespace JumpingVpn.Simulation.Time;

/// <summary>
/// A timer of a <see cref="VirtualTimeProvider"/>: exact to the tick, fired by the loop and never by the call that arms
/// it.
/// </summary>
internal sealed class VirtualTimer : ITimer
{
    private readonly EventLoop _loop;
    private readonly TimerCallback _callback;
    private readonly object? _state;
    private readonly HostClock? _clock;
    private long _localDue;
    private bool _disposed;

    /// <param name="loop">Who fires it.</param>
    /// <param name="callback">What it calls.</param>
    /// <param name="state">What it calls it with.</param>
    /// <param name="perpetual">Whether nobody waits for it.</param>
    /// <param name="clock">The host whose clock it follows; null for virtual time itself.</param>
    public VirtualTimer(EventLoop loop, TimerCallback callback, object? state, bool perpetual, HostClock? clock = null)
    {
        _loop = loop;
        _clock = clock;
        _callback = callback;
        _state = state;
        IsPerpetual = perpetual;
    }

    /// <summary>Where the timer stands in the queue; −1 while it is not armed.</summary>
    public int HeapIndex { get; set; } = -1;

    public long Due { get; private set; }

    public HostClock? Clock => _clock;

    public long Sequence { get; private set; }

    /// <summary>In ticks; 0 for a timer that fires once.</summary>
    public long Period { get; private set; }

    public bool IsPerpetual { get; }

    public bool IsTransient => !IsPerpetual && Period == 0;

    public bool IsBefore(VirtualTimer other) => Due < other.Due || (Due == other.Due && Sequence < other.Sequence);

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        CheckRange(dueTime, nameof(dueTime));
        CheckRange(period, nameof(period));
        _loop.AssertThread();
        if (_disposed)
        {
            return false;
        }

        Disarm();
        _clock?.Forget(this);
        Period = period > TimeSpan.Zero ? period.Ticks : 0;
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            Arm(_clock?.LocalTicks ?? _loop.NowTicks, dueTime.Ticks);
        }

        return true;
    }

    public void Dispose()
    {
        _loop.AssertThread();
        _disposed = true;
        Disarm();
        _clock?.Forget(this);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Runs the callback, unless its host is frozen. A periodic timer is armed for its next time before, so that the callback may
    /// change it; times that a frozen host has missed are made up for once.</summary>
    public void Fire()
    {
        _loop.Timers.Remove(this);
        if (_clock is { DetainsTimers: true })
        {
            _clock.Detain(this);
            return;
        }

        FireLate();
    }

    /// <summary>Fires after its host was frozen: it stands in no queue.</summary>
    public void FireLate()
    {
        if (Period > 0)
        {
            long missed = _clock is null ? 0 : Math.Max(0, (_clock.LocalTicks - _localDue) / Period);
            Arm(_localDue + (missed * Period), Period);
        }

        _callback(_state);
    }

    public ArmedTimer Describe() =>
        new(TimeSpan.FromTicks(Due), Period == 0 ? null : TimeSpan.FromTicks(Period), IsPerpetual, CallbackNames.Of(_callback, _state))
        {
            Owner = _clock?.Owner,
        };

    /// <summary>Finds the due time again after the pace of its clock has changed; its place among equals stays.</summary>
    public void Rescale()
    {
        _loop.Timers.Remove(this);
        Due = Math.Max(_loop.NowTicks, _clock!.ToVirtual(_localDue));
        _loop.Timers.Add(this);
    }

    public void Disarm()
    {
        if (HeapIndex >= 0)
        {
            _loop.Timers.Remove(this);
        }
    }

    private static void CheckRange(TimeSpan value, string name)
    {
        if (value < TimeSpan.Zero && value != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(name, value, "A timer's times must be 0 or longer, or Timeout.InfiniteTimeSpan.");
        }
    }

    /// <summary>Arms it, unless its time never comes.</summary>
    private void Arm(long localTime, long wait)
    {
        long localDue = unchecked(localTime + wait);
        if (localDue < localTime || _clock is { IsStopped: true })
        {
            return;
        }

        _localDue = localDue;
        Due = _clock?.ToVirtual(localDue) ?? localDue;
        if (Due > VirtualTimeProvider.Latest.Ticks)
        {
            return;
        }

        Sequence = _loop.NextSequence();
        _loop.Timers.Add(this);
    }
}
