namespace JumpingVpn.Simulation.Scheduling;

/// <summary>The workload was not done when the bound of virtual time was reached.</summary>
public sealed class SimulationOverrunException : SimulationException
{
    internal SimulationOverrunException(string message)
        : base(message) { }
}
