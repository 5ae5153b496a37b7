using JumpingVpn.Datagrams;
using JumpingVpn.Sockets.Nat;

namespace JumpingVpn.Lab.Udp;

/// <summary>A host of the lab: one loopback address.</summary>
/// <param name="name">Its name.</param>
/// <param name="address">Its address, with port 0.</param>
/// <param name="behind">The NAT it is behind; null on the public network.</param>
internal sealed class UdpLabHost(string name, TransportAddress address, UdpLabNat? behind)
{
    public string Name => name;

    public TransportAddress Address => address;

    public UdpLabNat? Behind => behind;

    /// <summary>Behind a NAT, the link to it; on the public network, the link of <see cref="Relay"/>. Null until it is asked for.</summary>
    public AccessLink? Link { get; set; }

    /// <summary>True once a channel was opened on it.</summary>
    public bool HasChannel { get; set; }

    /// <summary>On the public network, what stands between the host and the hosts that it speaks to first; null until it does.</summary>
    public UdpLabNat? Relay { get; set; }
}
