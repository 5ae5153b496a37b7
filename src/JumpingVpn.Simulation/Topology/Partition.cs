namespace JumpingVpn.Simulation.Topology;

/// <summary>Keeps two groups of hosts apart, until it is disposed.</summary>
internal sealed class Partition(Fabric fabric, SimulatedHost[] one, SimulatedHost[] other, bool bothWays) : IDisposable
{
    public bool Separates(SimulatedHost from, SimulatedHost to) =>
        (Array.IndexOf(one, from) >= 0 && Array.IndexOf(other, to) >= 0)
        || (bothWays && Array.IndexOf(other, from) >= 0 && Array.IndexOf(one, to) >= 0);

    public void Dispose() => fabric.Remove(this);
}
