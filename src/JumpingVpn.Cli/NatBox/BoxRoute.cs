using JumpingVpn.Datagrams;

namespace JumpingVpn.Cli.NatBox;

/// <summary>One service that the box stands before, with addresses instead of names.</summary>
/// <param name="Listen">Where programs send to; port 0 for any.</param>
/// <param name="To">Where the datagrams go on to.</param>
/// <param name="From">The address of this machine from which they go there, without a port.</param>
internal sealed record BoxRoute(TransportAddress Listen, TransportAddress To, TransportAddress From);
