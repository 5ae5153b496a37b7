namespace JumpingVpn.Simulation.Topology;

/// <summary>Keeps two groups of hosts apart, until it is disposed.</summary>
internal sealed class Partition(Fabric fabric, SimulatedHost[] one, SimulatedHost[] other, bool bothWays) : IDisposable
{
    /// <summary>How many datagrams it has stopped.</summary>
    public long Hits { get; private set; }

    public bool Separates(SimulatedHost from, SimulatedHost to)
    {
        bool separates = IsBetween(from, to);
        Hits += separates ? 1 : 0;
        return separates;
    }

    public override string ToString() =>
        $"a partition of {Listing(one)} {(bothWays ? "and" : "towards")} {Listing(other)} (stopped no datagram)";

    private static string Listing(SimulatedHost[] hosts) => string.Join(", ", hosts.Select(host => $"\"{host.Name}\""));

    private bool IsBetween(SimulatedHost from, SimulatedHost to) =>
        (Array.IndexOf(one, from) >= 0 && Array.IndexOf(other, to) >= 0)
        || (bothWays && Array.IndexOf(other, from) >= 0 && Array.IndexOf(one, to) >= 0);

    public void Dispose() => fabric.Remove(this);
}
