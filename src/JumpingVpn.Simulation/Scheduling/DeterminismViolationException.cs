namespace JumpingVpn.Simulation.Scheduling;

/// <summary>Something outside the simulation's thread reached into it, so that the run depends on the machine's scheduling.</summary>
public sealed class DeterminismViolationException : SimulationException
{
    internal DeterminismViolationException(string message)
        : base(message) { }
}
