using JumpingVpn.Datagrams;

namespace JumpingVpn.Sockets.Nat;

/// <summary>
/// One remote endpoint that a <see cref="UdpNat"/> fronts: hosts inside send to an inside address as if it were the remote.
/// </summary>
/// <param name="Remote">The remote endpoint: what mapping and filtering go by.</param>
public sealed record NatForward(TransportAddress Remote)
{
    /// <summary>Where datagrams for the remote are really sent: the inside address of the next NAT where NATs are chained.</summary>
    /// <value>Default: null, the remote itself.</value>
    public TransportAddress? Via { get; init; }

    /// <summary>Where to listen inside; port 0 takes any free port.</summary>
    /// <value>Default: null, <see cref="UdpNatOptions.InsideAddress"/> with any port.</value>
    public TransportAddress? Bind { get; init; }
}
