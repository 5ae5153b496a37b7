using System.Net;
using System.Net.Sockets;

namespace JumpingVpn.Cli.Tests.Support;

/// <summary>A TCP port on loopback that nobody had a moment ago.</summary>
internal static class FreePort
{
    public static int Take()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
