using JumpingVpn.Datagrams;

namespace JumpingVpn.Cli.Stun;

/// <summary>What a server sends for a request.</summary>
/// <param name="Message">The answer.</param>
/// <param name="LeavesFrom">The number of the endpoint that it leaves from.</param>
/// <param name="Destination">Where it goes: always to the address that asked.</param>
internal readonly record struct StunAnswer(StunMessage Message, int LeavesFrom, TransportAddress Destination);
