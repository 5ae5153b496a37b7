using JumpingVpn.Datagrams;

namespace JumpingVpn.Sockets.Tests;

/// <summary>Channels on the loopback interface, on ports that the kernel picks.</summary>
internal static class Loopback
{
    public static TransportAddress AnyPort { get; } = TransportAddress.FromIPv4(127, 0, 0, 1, 0);

    public static UdpDatagramChannel Bind(SocketPump? pump = null) => Bind(AnyPort, pump);

    public static UdpDatagramChannel Bind(TransportAddress address, SocketPump? pump = null)
    {
        UdpChannelOptions options = new() { Pump = pump };
        UdpDatagramChannel.TryBind(address, options, out UdpDatagramChannel? channel, out BindError? error).Should().BeTrue(error?.Message);
        return channel!;
    }
}
