namespace JumpingVpn.Simulation.Scheduling;

/// <summary>The workload kept working at one instant beyond the bound, so that time cannot advance.</summary>
public sealed class SimulationLivelockException : SimulationException
{
    internal SimulationLivelockException(string message)
        : base(message) { }
}
