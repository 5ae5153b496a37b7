using System.Net;
using JumpingVpn.Cli.Tests.Support;

namespace JumpingVpn.Cli.Tests.Forwarding;

/// <summary>A server that forwards to a service, and a client that listens for it.</summary>
internal sealed class Tunnel : IAsyncDisposable
{
    private Tunnel(CliCall server, IPEndPoint serverEndPoint, CliCall client, IPEndPoint endPoint)
    {
        Server = server;
        ServerEndPoint = serverEndPoint;
        Client = client;
        EndPoint = endPoint;
    }

    public CliCall Server { get; }

    public IPEndPoint ServerEndPoint { get; }

    public CliCall Client { get; }

    /// <summary>Where programs send to.</summary>
    public IPEndPoint EndPoint { get; }

    public static async Task<Tunnel> StartAsync(IPEndPoint service, params string[] clientOptions)
    {
        var server = CliCall.Start("server", "--bind", "127.0.0.1:0", "--forward", service.ToString(), "--insecure");
        IPEndPoint served = await EventLine.BoundAddressAsync(server.Out);
        var client = CliCall.Start(["client", "--server", served.ToString(), "--listen", "127.0.0.1:0", .. clientOptions]);
        string begun = await client.Out.WaitForAsync("\"ForwardStart\"");
        return new Tunnel(server, served, client, IPEndPoint.Parse(EventLine.Member(begun, "listen")));
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Server.DisposeAsync();
    }
}
