using JumpingVpn.Datagrams;

namespace JumpingVpn.Sockets.Tests;

internal static class Loopback
{
    public static TransportAddress AnyPort { get; } = TransportAddress.FromIPv4(127, 0, 0, 1, 0);
}
