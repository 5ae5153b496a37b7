using System.Net;
using System.Net.Sockets;

namespace JumpingVpn.Benchmarks.Gateway;

/// <summary>What a server costs at least on this platform: a blocking loop over one socket that sends each datagram back.</summary>
internal static class PlainEcho
{
    /// <summary>Its argument on the command line of the benchmarks.</summary>
    public const string Argument = "--plain-echo";

    /// <summary>Says its port in its own line, and echoes until the process is ended.</summary>
    public static int Run()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.ReceiveBufferSize = 1 << 20;
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Console.WriteLine($"{{\"event\":\"ServerStart\",\"bind\":\"{socket.LocalEndPoint}\"}}");
        byte[] buffer = GC.AllocateUninitializedArray<byte>(65_536, pinned: true);
        var source = new SocketAddress(AddressFamily.InterNetwork);
        while (true)
        {
            int length = socket.ReceiveFrom(buffer, SocketFlags.None, source);
            socket.SendTo(buffer.AsSpan(0, length), SocketFlags.None, source);
        }
    }
}
