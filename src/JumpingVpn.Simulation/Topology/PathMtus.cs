using JumpingVpn.Datagrams;

namespace JumpingVpn.Simulation.Topology;

/// <summary>What an interface has learnt of the paths to others: how long a payload may be, for ten minutes (RFC 1191 section
/// 6.3).</summary>
internal sealed class PathMtus
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly Dictionary<TransportAddress, (int Mtu, TimeSpan Until)> _byHost = [];

    public void Learn(in TransportAddress destination, int mtu, TimeSpan now) => _byHost[destination.WithPort(0)] = (mtu, now + Lifetime);

    /// <summary>The longest payload known to arrive; null if nothing is known.</summary>
    public int? To(in TransportAddress destination, TimeSpan now) =>
        _byHost.TryGetValue(destination.WithPort(0), out (int Mtu, TimeSpan Until) known) && now < known.Until ? known.Mtu : null;
}
