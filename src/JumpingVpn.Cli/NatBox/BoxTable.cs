using JumpingVpn.Cli.Arguments;
using JumpingVpn.Datagrams;
using JumpingVpn.Network.Randomness;
using JumpingVpn.Sockets;
using JumpingVpn.Sockets.Nat;

namespace JumpingVpn.Cli.NatBox;

/// <summary>One NAT of the box with its link and its books: it serves all routes that leave from one address of this machine.</summary>
internal sealed class BoxTable : IAsyncDisposable
{
    private BoxTable(UdpNat nat, AccessLink link, BoxTap tap, IReadOnlyList<BoxRoute> routes, ExternalSide side)
    {
        External = side.Bind is { } bind ? [bind] : side.Pool;
        Nat = nat;
        Link = link;
        Tap = tap;
        Routes = routes;
    }

    /// <summary>The NAT.</summary>
    public UdpNat Nat { get; }

    /// <summary>The addresses of this machine that the servers see.</summary>
    public IReadOnlyList<TransportAddress> External { get; }

    /// <summary>The link between it and the network outside.</summary>
    public AccessLink Link { get; }

    /// <summary>The books on its flows.</summary>
    public BoxTap Tap { get; }

    /// <summary>What it serves, with the ports that were really bound.</summary>
    public IReadOnlyList<BoxRoute> Routes { get; }

    /// <summary>Builds it and begins to listen.</summary>
    /// <param name="routes">Services that are reached from one address of this machine.</param>
    /// <param name="options">The options of the box.</param>
    /// <param name="number">Its number in the box, which its random streams are named by.</param>
    /// <param name="loop">Receives.</param>
    /// <param name="events">Learns of flows.</param>
    /// <param name="capture">Takes datagrams; null for nobody.</param>
    /// <exception cref="ArgumentException">The NAT cannot be built so.</exception>
    public static async Task<Parsed<BoxTable>> BuildAsync(
        IReadOnlyList<BoxRoute> routes,
        BoxOptions options,
        int number,
        SocketLoop loop,
        BoxEvents events,
        BoxCapture? capture
    )
    {
        RandomSource random = new RandomSource(options.Seed).Within($"table {number}/");
        BoxTap tap = new(events, capture, [.. routes.Select(static route => route.To)], options.MaxFlows);
        var side = ExternalSide.Of(routes, options.External, options.Network.Nat.Translates);
        UdpNat nat = new(
            new UdpNatOptions
            {
                Nat = options.Network.Nat,
                InsideAddress = routes[0].Listen,
                ExternalAddresses = side.Pool,
                OutsideBindAddress = side.Bind,
                Ports = random.Stream("ports"),
                Loop = loop,
                Observer = tap,
                MaxFlows = options.MaxFlows,
            }
        );
        tap.Nat = nat;
        AccessLink link = new(random.Within("up/"), random.Within("down/"));
        nat.SetOutsideLink(link);
        List<BoxRoute> bound = [];
        foreach (BoxRoute route in routes)
        {
            if (!nat.TryAddForward(new NatForward(route.To) { Bind = route.Listen }, out TransportAddress listening, out BindError? error))
            {
                await nat.DisposeAsync();
                return Parsed<BoxTable>.Invalid($"--listen: {error.Message}");
            }

            bound.Add(route with { Listen = listening });
        }

        return new BoxTable(nat, link, tap, bound, side);
    }

    /// <summary>The flows as they stand.</summary>
    public IReadOnlyList<FlowView> Flows() =>
        Nat.Hold(now =>
            Tap.Flows.Select(flow => new FlowView(
                    flow.Number,
                    flow.Inside,
                    Nat.BoundAddress(flow.External) ?? flow.External,
                    flow.External,
                    flow.Remote,
                    now - flow.Began,
                    now - flow.Mapped,
                    now - flow.Active,
                    (flow.UpDatagrams, flow.UpBytes),
                    (flow.DownDatagrams, flow.DownBytes)
                ))
                .ToArray()
        );

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Nat.DisposeAsync();
}
