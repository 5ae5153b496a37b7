using JumpingVpn.Cli.NatCheck;
using JumpingVpn.Datagrams;
using JumpingVpn.Network.Nat;
using JumpingVpn.Network.Randomness;
using JumpingVpn.Sockets;
using JumpingVpn.Sockets.Nat;

namespace JumpingVpn.Cli.Tests.NatCheck;

/// <summary>A STUN server with two addresses behind our own NAT over real sockets, and a check through it.</summary>
internal sealed class CheckedNat : IAsyncDisposable
{
    private readonly LoopbackPlan _plan;
    private readonly UdpNat _nat;
    private readonly StunServer _server;

    private CheckedNat(LoopbackPlan plan, UdpNat nat, StunServer server)
    {
        _plan = plan;
        _nat = nat;
        _server = server;
    }

    /// <summary>How a check asks through the relay, in times that suit a loopback.</summary>
    public NatCheckOptions Options =>
        new()
        {
            Server = _nat.InsideAddressOf(_server.Endpoints[0])!.Value,
            OtherPort = _nat.InsideAddressOf(_server.Endpoints[1]),
            OtherAddress = _server.Endpoints.Count > 2 ? _nat.InsideAddressOf(_server.Endpoints[2]) : null,
            Timeout = TimeSpan.FromSeconds(1.5),
            StreamAge = TimeSpan.FromSeconds(0.1),
        };

    public static async Task<CheckedNat> StartAsync(NatOptions options, bool hasOtherAddress = true, int externals = 1)
    {
        var plan = LoopbackPlan.Create();
        TransportAddress? other = hasOtherAddress ? plan.NextHost() : null;
        (StunServer? server, string? error) = await StunServer.StartAsync(plan.NextHost(), other, TimeProvider.System);
        server.Should().NotBeNull(error);
        var nat = new UdpNat(
            new UdpNatOptions
            {
                Nat = options,
                InsideAddress = plan.NextHost(),
                ExternalAddresses = [.. Enumerable.Range(0, externals).Select(_ => plan.NextHost())],
                Ports = new RandomSource(3).Stream("ports"),
            }
        );
        foreach (TransportAddress endpoint in server!.Endpoints.Take(3))
        {
            nat.AddForward(endpoint);
        }

        return new CheckedNat(plan, nat, server);
    }

    public static async Task<NatFindings> CheckAsync(NatCheckOptions options)
    {
        TransportAddress local = options.Local ?? TransportAddress.FromIPv4(127, 0, 0, 1, 0);
        using var bench = new StunBench(local, options.Timeout, TimeProvider.System, CancellationToken.None);
        return (await new StunProber(options, bench, _ => { }).ProbeAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        await _nat.DisposeAsync();
        await _server.DisposeAsync();
        _plan.Dispose();
    }
}
