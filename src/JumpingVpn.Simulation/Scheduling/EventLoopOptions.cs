namespace JumpingVpn.Simulation.Scheduling;

/// <summary>The bounds that end a run which would not end by itself.</summary>
public sealed record EventLoopOptions
{
    /// <summary>The most continuations that may run without time advancing.</summary>
    /// <value>Default: 100,000.</value>
    public int MaxContinuationsPerInstant { get; init; } = 100_000;

    /// <summary>The most events that may fire without time advancing.</summary>
    /// <value>Default: 1,000,000.</value>
    public int MaxEventsPerInstant { get; init; } = 1_000_000;

    /// <summary>
    /// The most virtual time that one call of <see cref="EventLoop.Run"/> or <see cref="EventLoop.RunUntilQuiescent"/>
    /// may take.
    /// </summary>
    /// <value>Default: 1 h. <see cref="TimeSpan.MaxValue"/> for no bound.</value>
    public TimeSpan Horizon { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// How long in real time a run that found a deadlock waits for a continuation to come back from a foreign thread, to tell the
    /// one failure from the other. A run that does not fail never waits.
    /// </summary>
    /// <value>Default: 1 s.</value>
    public TimeSpan ForeignPostGrace { get; init; } = TimeSpan.FromSeconds(1);

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxContinuationsPerInstant, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxEventsPerInstant, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Horizon, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(ForeignPostGrace, TimeSpan.Zero);
    }
}
