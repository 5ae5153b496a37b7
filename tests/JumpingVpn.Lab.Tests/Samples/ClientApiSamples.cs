using System.Text;
using JumpingVpn.Datagrams;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Nat;
using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;
using JumpingVpn.Simulation;
using JumpingVpn.Sockets;

namespace JumpingVpn.Lab.Tests.Samples;

/// <summary>The samples of docs/client-api.md.</summary>
public sealed class ClientApiSamples
{
    [Fact]
    public async Task A_session_over_real_sockets()
    {
        IEntropySource entropy = new SystemEntropy();
        var anywhere = TransportAddress.FromIPv4(127, 0, 0, 1, 0);
        UdpDatagramChannel listening = Bind(anywhere);
        TransportAddress address = listening.LocalAddress;
        await using var server = new SessionServerDriver(new SessionServer(new ServerOptions(), entropy), listening, TimeProvider.System);

        using var cancellation = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var client = new JumpingVpnClient(Bind(anywhere), address, TimeProvider.System, entropy);
        await client.ConnectAsync(cancellation.Token);
        await client.SendAsync("hello"u8.ToArray(), cancellation.Token);

        server.TrySend(client.SessionId!.Value, "news"u8, out _);
        ReadOnlyMemory<byte> news = await client.ReceiveAsync(cancellation.Token);

        await client.AttachAsync(Bind(anywhere), cancellation.Token);
        await client.SendAsync("still the same session"u8.ToArray(), cancellation.Token);

        Encoding.UTF8.GetString(news.Span).Should().Be("news");
        server.Inspect(core => core.Counters.DataDelivered).Should().Be(2);
        server.Inspect(core => core.Counters.Switches).Should().Be(1);
    }

    [Fact]
    public void The_same_session_in_virtual_time()
    {
        var net = new SimulatedNetwork(seed: 1);
        SimulatedNat home = net.AddNat("home", NatPresets.PortRestrictedCone);
        SimulatedHost phone = net.AddHost("phone", behind: home);
        phone.Link.SetBoth(new LinkOptions { Delay = TimeSpan.FromMilliseconds(40), Jitter = TimeSpan.FromMilliseconds(10) });
        SimulatedChannel listening = net.AddHost("gw").OpenChannel(port: 9999);
        var server = new SessionServerDriver(
            new SessionServer(new ServerOptions(), new SeededEntropy(net, "gw")),
            listening,
            net.TimeProvider
        );
        var client = new JumpingVpnClient(phone.OpenChannel(), listening.LocalAddress, net.TimeProvider, new SeededEntropy(net, "phone"));
        net.Run(async () =>
        {
            await client.ConnectAsync();
            await client.SendAsync("hello"u8.ToArray());
            home.Rebind();
            await client.SendAsync("nobody told me"u8.ToArray());
            await Task.Delay(TimeSpan.FromSeconds(1), net.TimeProvider);
            await client.AttachAsync(phone.OpenChannel());
            await client.DisposeAsync();
        });
        net.RunFor(TimeSpan.FromSeconds(1));

        server.Core.Counters.DataDelivered.Should().Be(2);
        server.Core.Counters.Switches.Should().Be(2);
        server.Core.SessionCount.Should().Be(0);
    }

    [Fact]
    public void A_session_that_roams_over_two_networks()
    {
        var net = new SimulatedNetwork(seed: 1);
        SimulatedHost phone = net.AddHost("phone", behind: net.AddNat("home", NatPresets.PortRestrictedCone));
        SimulatedInterface lte = net.AddInterface(phone, "lte");
        SimulatedChannel listening = net.AddHost("gw").OpenChannel(port: 9999);
        var server = new SessionServerDriver(
            new SessionServer(new ServerOptions(), new SeededEntropy(net, "gw")),
            listening,
            net.TimeProvider
        );
        TransportAddress address = listening.LocalAddress;
        List<string?> networks = [];
        var entropy = new SeededEntropy(net, "phone");
        PathCandidate[] candidates = [new("wifi", () => phone.OpenChannel()), new("lte", () => lte.OpenChannel())];
        var client = new JumpingVpnClient(candidates, address, net.TimeProvider, entropy);
        net.Run(async () =>
        {
            await client.ConnectAsync();
            await client.SendAsync("over Wi-Fi"u8.ToArray());
            networks.Add(client.CurrentNetwork);
            phone.Link.IsUp = false; // nobody tells the client
            await client.SendAsync("over LTE"u8.ToArray());
            networks.Add(client.CurrentNetwork);
            client.SetAvailable("lte", available: false);
            phone.Link.IsUp = true;
            await client.SendAsync("over Wi-Fi again"u8.ToArray());
            networks.Add(client.CurrentNetwork);
            await client.DisposeAsync();
        });

        networks.Should().Equal("wifi", "lte", "wifi");
        server.Core.Counters.DataDelivered.Should().Be(3);
        server.Core.Counters.Switches.Should().Be(2);
    }

    [Fact]
    public void A_full_queue_makes_senders_wait_and_everything_arrives_in_order()
    {
        var net = new SimulatedNetwork(seed: 1);
        SimulatedChannel listening = net.AddHost("gw").OpenChannel(port: 9999);
        List<string> delivered = [];
        var server = new SessionServerDriver(
            new SessionServer(new ServerOptions(), new SeededEntropy(net, "gw")),
            listening,
            net.TimeProvider,
            new Payloads(delivered)
        );
        var client = new JumpingVpnClient(
            net.AddHost("phone").OpenChannel(),
            listening.LocalAddress,
            net.TimeProvider,
            new SeededEntropy(net, "phone"),
            new ClientOptions { SendQueueCapacity = 2 }
        );
        string[] texts = [.. Enumerable.Range(1, 50).Select(i => $"{i}")];
        net.Run(async () =>
        {
            await client.ConnectAsync();
            await Task.WhenAll(texts.Select(text => client.SendAsync(Encoding.UTF8.GetBytes(text))));
        });

        delivered.Should().Equal(texts);
        server.Core.Counters.DataDuplicates.Should().Be(0);
    }

    [Fact]
    public void An_end_of_the_session_is_an_exception_that_says_why()
    {
        var net = new SimulatedNetwork(seed: 1);
        SimulatedChannel listening = net.AddHost("gw").OpenChannel(port: 9999);
        var server = new SessionServerDriver(
            new SessionServer(new ServerOptions(), new SeededEntropy(net, "gw")),
            listening,
            net.TimeProvider
        );
        var client = new JumpingVpnClient(
            net.AddHost("phone").OpenChannel(),
            listening.LocalAddress,
            net.TimeProvider,
            new SeededEntropy(net, "phone")
        );
        string? why = null;
        net.Run(async () =>
        {
            await client.ConnectAsync();
            await Task.Delay(server.Core.Options.IdleTtl, net.TimeProvider);
            try
            {
                await client.SendAsync("too late"u8.ToArray());
            }
            catch (SessionEndedException ended)
            {
                why = ended.Message;
            }
        });

        why.Should().Be("The session ended: TTL_SESSION_EXPIRED, because the server answered UNKNOWN_SESSION (session_expired).");
    }

    private static UdpDatagramChannel Bind(TransportAddress local) =>
        UdpDatagramChannel.TryBind(local, null, out UdpDatagramChannel? channel, out BindError? error)
            ? channel
            : throw new IOException(error.Message);

    private sealed class Payloads(List<string> delivered) : ISessionEventSink
    {
        public void OnEvent(ISessionEvent e, TimeSpan at)
        {
            if (e is DataAccepted data)
            {
                delivered.Add(Encoding.UTF8.GetString(data.Payload.Span));
            }
        }
    }
}
