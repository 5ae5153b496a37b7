using JumpingVpn.Cli.Arguments;
using JumpingVpn.Cli.Forwarding;

namespace JumpingVpn.Cli.Client.Carrying;

/// <summary>What a client carries.</summary>
/// <param name="Local">Where local programs send to.</param>
/// <param name="Delivery">What is promised of what goes up.</param>
/// <param name="KillAfterDatagrams">After how many delivered datagrams the socket dies, once; null for never.</param>
/// <param name="KillAfter">After which time it does; null for never.</param>
internal sealed record ListenOptions(HostPort Local, ForwardDelivery Delivery, int? KillAfterDatagrams, TimeSpan? KillAfter);
