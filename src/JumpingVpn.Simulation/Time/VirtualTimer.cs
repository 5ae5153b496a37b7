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
    private bool _disposed;

    public VirtualTimer(EventLoop loop, TimerCallback callback, object? state, bool perpetual)
    {
        _loop = loop;
        _callback = callback;
        _state = state;
        IsPerpetual = perpetual;
    }

    /// <summary>Where the timer stands in the queue; −1 while it is not armed.</summary>
    public int HeapIndex { get; set; } = -1;

    public long Due { get; private set; }

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
        Period = period > TimeSpan.Zero ? period.Ticks : 0;
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            Arm(_loop.NowTicks + dueTime.Ticks);
        }

        return true;
    }

    public void Dispose()
    {
        _loop.AssertThread();
        _disposed = true;
        Disarm();
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Runs the callback. A periodic timer is armed for its next time before, so that the callback may change it.</summary>
    public void Fire()
    {
        _loop.Timers.Remove(this);
        if (Period > 0)
        {
            Arm(Due + Period);
        }

        _callback(_state);
    }

    public ArmedTimer Describe() => new(
        TimeSpan.FromTicks(Due),
        Period == 0 ? null : TimeSpan.FromTicks(Period),
        IsPerpetual,
        CallbackNames.Of(_callback, _state));

    private static void CheckRange(TimeSpan value, string name)
    {
        if (value < TimeSpan.Zero && value != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(name, value, "A timer's times must be 0 or longer, or Timeout.InfiniteTimeSpan.");
        }
    }

    private void Arm(long due)
    {
        Due = due;
        Sequence = _loop.NextSequence();
        _loop.Timers.Add(this);
    }

    private void Disarm()
    {
        if (HeapIndex >= 0)
        {
            _loop.Timers.Remove(this);
        }
    }
}
