namespace JumpingVpn.Protocol.Tests.Driving;

/// <summary>A clock that a test moves; its timers fire in the order of their deadlines, each at its own instant.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly List<ManualTimer> _timers = [];
    private long _now = 12_345;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How often a timer was armed, in total.</summary>
    public int Armings { get; private set; }

    public override long GetTimestamp() => _now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        _timers.Add(timer);
        return timer;
    }

    /// <summary>Time goes by while nothing runs, as in a program that was stopped: what became due fires with the next advance.</summary>
    public void Pause(TimeSpan duration) => _now += duration.Ticks;

    public void Advance(TimeSpan duration)
    {
        long end = _now + duration.Ticks;
        while (_timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due) is { } next)
        {
            _now = Math.Max(_now, next.Due!.Value);
            next.Fire();
        }

        _now = end;
    }

    internal sealed class ManualTimer(ManualTime time, Action fire) : ITimer
    {
        public long? Due { get; private set; }

        public void Fire()
        {
            Due = null;
            fire();
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            time.Armings++;
            Due = dueTime == Timeout.InfiniteTimeSpan ? null : time._now + dueTime.Ticks;
            return true;
        }

        public void Dispose() => time._timers.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
