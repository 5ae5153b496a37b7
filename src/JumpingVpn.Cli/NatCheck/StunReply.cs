using JumpingVpn.Cli.Stun;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Cli.NatCheck;

/// <summary>A message of a transaction of ours, as it arrived.</summary>
/// <param name="Message">The answer; or, where a datagram to our own external endpoint came back, our request.</param>
/// <param name="Source">Where it came from.</param>
/// <param name="Receiver">The socket that it came to.</param>
internal sealed record StunReply(StunMessage Message, TransportAddress Source, StunSocket Receiver);
