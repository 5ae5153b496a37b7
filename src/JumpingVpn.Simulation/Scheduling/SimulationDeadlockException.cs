namespace JumpingVpn.Simulation.Scheduling;

/// <summary>The workload waits, and nothing is pending that could end the wait.</summary>
public sealed class SimulationDeadlockException : SimulationException
{
    internal SimulationDeadlockException(string message)
        : base(message) { }
}
