using System.Net.Sockets;
using JumpingVpn.Cli.Arguments;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Cli.NatBox;

/// <summary>Finds the addresses of what the box stands before.</summary>
internal static class BoxBuilder
{
    /// <summary>Looks every name up.</summary>
    /// <returns>The routes in the order of the pairs; or what is wrong with one.</returns>
    public static async Task<Parsed<IReadOnlyList<BoxRoute>>> ResolveAsync(BoxOptions options, CancellationToken stop)
    {
        List<BoxRoute> routes = [];
        foreach (BoxPair pair in options.Pairs)
        {
            Parsed<TransportAddress> listen = await AddressLookup.ResolveAsync(pair.Listen, stop);
            if (!listen.IsValid)
            {
                return Parsed<IReadOnlyList<BoxRoute>>.Invalid($"--listen '{pair.Listen}': {listen.Error}");
            }

            Parsed<TransportAddress> to = await AddressLookup.ResolveAsync(pair.To, stop);
            if (!to.IsValid)
            {
                return Parsed<IReadOnlyList<BoxRoute>>.Invalid($"--to '{pair.To}': {to.Error}");
            }

            if (LocalTowards(to.Value) is not { } from)
            {
                return Parsed<IReadOnlyList<BoxRoute>>.Invalid(
                    $"--to '{pair.To}': this machine has no route to it; check the address, or the network"
                );
            }

            if (routes.Exists(route => route.To == to.Value))
            {
                return Parsed<IReadOnlyList<BoxRoute>>.Invalid(
                    $"--to '{pair.To}': it is given twice; one --listen for each server is enough"
                );
            }

            if (options.External.Any(external => external.SameHost(to.Value)))
            {
                return Parsed<IReadOnlyList<BoxRoute>>.Invalid(
                    $"--external: the server {to.Value} has that address, and a NAT keeps what is meant for itself; use another"
                );
            }

            routes.Add(new BoxRoute(listen.Value, to.Value, from));
        }

        return new Parsed<IReadOnlyList<BoxRoute>>(routes);
    }

    /// <summary>The address of this machine that the system sends from; null if there is no route.</summary>
    private static TransportAddress? LocalTowards(in TransportAddress to)
    {
        try
        {
            using Socket socket = new(to.ToEndPoint().AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            socket.Connect(to.ToEndPoint()); // asks the routes, and sends nothing
            return TransportAddress.FromEndPoint((System.Net.IPEndPoint)socket.LocalEndPoint!).WithPort(0);
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
