namespace JumpingVpn.Simulation.Topology;

/// <summary>Ends a tap.</summary>
internal sealed class TapScope(Fabric fabric, INetworkTap tap) : IDisposable
{
    public void Dispose() => fabric.RemoveTap(tap);
}
