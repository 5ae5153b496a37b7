using JumpingVpn.Cli.Arguments;

namespace JumpingVpn.Cli.NatBox;

/// <summary>One service that the box stands before.</summary>
/// <param name="Listen">Where programs send to.</param>
/// <param name="To">Where the datagrams go on to.</param>
internal sealed record BoxPair(HostPort Listen, HostPort To);
