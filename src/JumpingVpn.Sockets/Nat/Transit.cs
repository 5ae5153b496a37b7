using JumpingVpn.Datagrams;

namespace JumpingVpn.Sockets.Nat;

/// <summary>Where one datagram is on its way through a <see cref="UdpNat"/>.</summary>
/// <param name="Hop">The link it is crossing.</param>
/// <param name="Inside">The endpoint inside, once known.</param>
/// <param name="External">The external endpoint, once known.</param>
/// <param name="Remote">The remote endpoint.</param>
/// <param name="Injected">Whether an attacker put it here.</param>
internal readonly record struct Transit(Hop Hop, TransportAddress Inside, TransportAddress External, TransportAddress Remote, bool Injected)
{
    /// <summary>The datagram's number in this NAT; a copy has its own.</summary>
    public long Datagram { get; init; }

    public NatDirection Direction => Hop is Hop.InsideUp or Hop.OutsideUp ? NatDirection.Outbound : NatDirection.Inbound;

    /// <summary>The source as it stands on the link.</summary>
    public TransportAddress Source =>
        Hop switch
        {
            Hop.InsideUp => Inside,
            Hop.OutsideUp => External,
            _ => Remote,
        };

    /// <summary>The destination as it stands on the link.</summary>
    public TransportAddress Destination =>
        Hop switch
        {
            Hop.OutsideDown => External,
            Hop.InsideDown => Inside,
            _ => Remote,
        };
}
