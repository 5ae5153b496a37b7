namespace JumpingVpn.Simulation.Time;

/// <summary>
/// The <see cref="TimeProvider"/> of a simulation. Its timers fire in the order (due, sequence of arming), each sees its own due
/// time, none fires inside the call that arms it, and an armed timer lives although nobody refers to it.
/// </summary>
/// <remarks>
/// <para>Times are exact to the tick of 100 ns. The zone is UTC, and time begins at <see cref="Origin"/>, whatever the machine says.</para>
/// <para>Thread rule: the simulation's thread.</para>
/// </remarks>
public sealed class VirtualTimeProvider : TimeProvider
{
    private readonly EventLoop _loop;
    private readonly bool _perpetual;

    internal VirtualTimeProvider(EventLoop loop)
    {
        _loop = loop;
        Perpetual = new VirtualTimeProvider(loop, perpetual: true);
    }

    private VirtualTimeProvider(EventLoop loop, bool perpetual)
    {
        _loop = loop;
        _perpetual = perpetual;
        Perpetual = this;
    }

    /// <summary>The wall-clock time of virtual time 0: 2000-01-01T00:00:00Z in every simulation.</summary>
    public static DateTimeOffset Origin { get; } = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The latest virtual time that there is: 1,000 years of 365.25 days. The clock of every host, with its drift and
    /// offset, can show it.</summary>
    /// <remarks>A timer that would be due later is never due, as with <see cref="Timeout.InfiniteTimeSpan"/>; a run that would end later is
    /// refused.</remarks>
    public static TimeSpan Latest { get; } = TimeSpan.FromDays(365_250);

    /// <summary>
    /// The same clock for timers that nobody waits for, such as keepalives: <see cref="EventLoop.RunUntilQuiescent"/> does not wait
    /// for them. Periodic timers are of that kind by nature.
    /// </summary>
    public VirtualTimeProvider Perpetual { get; }

    /// <summary>10,000,000: a timestamp is a tick of virtual time.</summary>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>UTC.</summary>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>The armed timers of both kinds in the order in which they will fire; a copy.</summary>
    public IReadOnlyList<ArmedTimer> ArmedTimers => _loop.Timers.InOrder().ConvertAll(timer => timer.Describe());

    /// <inheritdoc/>
    public override long GetTimestamp() => _loop.NowTicks;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Origin.AddTicks(_loop.NowTicks);

    /// <inheritdoc/>
    /// <remarks>A due time of 0 fires as the next event at the present time, after those that are due already.</remarks>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new VirtualTimer(_loop, callback, state, _perpetual);
        timer.Change(dueTime, period);
        return timer;
    }
}
