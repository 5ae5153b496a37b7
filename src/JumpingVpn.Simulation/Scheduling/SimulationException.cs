namespace JumpingVpn.Simulation.Scheduling;

/// <summary>A run that cannot go on, for a reason that lies in the workload. The message says what everyone was waiting for.</summary>
public abstract class SimulationException : Exception
{
    private protected SimulationException(string message)
        : base(message) { }
}
