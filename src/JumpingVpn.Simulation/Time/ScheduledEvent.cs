namespace JumpingVpn.Simulation.Time;

/// <summary>One entry of an <see cref="EventQueue"/>: when, in which order among equals, and what for.</summary>
/// <param name="Due">The virtual time in ticks of 100 ns.</param>
/// <param name="Sequence">Unique; decides among equal due times.</param>
/// <param name="Target">The number under which the handler is registered with the loop.</param>
/// <param name="Argument">Passed to the handler.</param>
public readonly record struct ScheduledEvent(long Due, long Sequence, int Target, int Argument)
{
    /// <summary>The total order of the simulation: due time, then sequence.</summary>
    public bool IsBefore(in ScheduledEvent other) => Due < other.Due || (Due == other.Due && Sequence < other.Sequence);
}
