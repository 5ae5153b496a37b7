namespace JumpingVpn.TestSupport;

/// <summary>
/// A clock that stands still until a test advances it. Timers fire on the advancing thread, by (due time, order of arming), and
/// each sees its own due time; a timer that is armed for now fires at the next advance, never inside the call that armed it.
/// </summary>
/// <remarks>Timestamps have the resolution of <see cref="TimeSpan"/>. Thread rule: one thread at a time.</remarks>
public sealed class ManualTimeProvider : TimeProvider
{
    private readonly List<ManualTimer> _armed = [];
    private TimeSpan _now;
    private long _sequence;

    /// <summary>How far the clock was advanced since it was created.</summary>
    public TimeSpan Now => _now;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How many timers wait for their time.</summary>
    public int ArmedTimers => _armed.Count;

    /// <inheritdoc/>
    public override long GetTimestamp() => _now.Ticks;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + _now;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ManualTimer timer = new(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock by <paramref name="time"/>, firing what becomes due on the way, also what is armed meanwhile.</summary>
    /// <param name="time">Zero fires what is due now.</param>
    /// <param name="afterEach">Called after each timer, as a laboratory settles its sockets there.</param>
    public void Advance(TimeSpan time, Action? afterEach = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        TimeSpan end = _now + time;
        while (NextDue(end) is { } timer)
        {
            _now = timer.Due;
            timer.Fire();
            afterEach?.Invoke();
        }

        _now = end;
    }

    private ManualTimer? NextDue(TimeSpan end) =>
        _armed.Where(timer => timer.Due <= end).MinBy(timer => (timer.Due, timer.Sequence));

    private sealed class ManualTimer(ManualTimeProvider clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        public TimeSpan Due { get; private set; }

        public long Sequence { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock._armed.Remove(this);
            _period = period;
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                Arm(clock._now + dueTime);
            }

            return true;
        }

        public void Fire()
        {
            clock._armed.Remove(this);
            if (_period > TimeSpan.Zero)
            {
                Arm(Due + _period);
            }

            callback(state);
        }

        public void Dispose() => clock._armed.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Arm(TimeSpan due)
        {
            Due = due;
            Sequence = clock._sequence++;
            clock._armed.Add(this);
        }
    }
}
