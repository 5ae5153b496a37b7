using System.Diagnostics;
using JumpingVpn.Cli.Demonstration;
using JumpingVpn.Datagrams;
using JumpingVpn.Protocol;
using JumpingVpn.Sockets;
using JumpingVpn.TestSupport;
using Xunit.Abstractions;

namespace JumpingVpn.Cli.Tests.Demonstration;

/// <summary>A phone with Wi-Fi and LTE, each a real interface, and a server behind both; the kernel says what becomes of them.</summary>
public sealed class RealInterfaceTests(ITestOutputHelper output) : IAsyncLifetime, IAsyncDisposable
{
    /// <summary>Far below the time after which a silent path is given up, far above what a loaded machine takes.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    private static readonly ClientOptions Options = new() { LossWindow = TimeSpan.FromMinutes(2) };

    private static readonly TransportAddress ServerAddress = TransportAddress.FromIPv4(10, 9, 0, 1, 9999);

    private readonly List<IDisposable> _namespaces = [];
    private readonly List<IAsyncDisposable> _running = [];

    public Task InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        foreach (IAsyncDisposable running in _running)
        {
            await running.DisposeAsync();
        }

        _namespaces.ForEach(one => one.Dispose());
    }

    [NetworkNamespaceFact]
    public async Task An_interface_that_goes_down_costs_no_loss_window()
    {
        (NetworkNamespace phone, JumpingVpnClient client) = await StartAsync(withLte: true);

        phone.Ip("link set wifi down"); // its address stays, and the kernel would send from it over LTE
        TimeSpan took = await NextDeliveryAsync(client);

        client.CurrentNetwork.Should().Be("lte");
        took.Should().BeLessThan(Bound);
    }

    [NetworkNamespaceFact]
    public async Task An_address_that_is_removed_costs_no_loss_window()
    {
        (NetworkNamespace phone, JumpingVpnClient client) = await StartAsync(withLte: true);

        phone.Ip("address del 10.1.0.9/24 dev wifi");
        TimeSpan took = await NextDeliveryAsync(client);

        client.CurrentNetwork.Should().Be("lte");
        took.Should().BeLessThan(Bound);
    }

    [NetworkNamespaceFact]
    public async Task A_new_address_on_the_only_network_is_taken_at_once()
    {
        (NetworkNamespace phone, JumpingVpnClient client) = await StartAsync(withLte: false);

        phone.Ip("address del 10.1.0.9/24 dev wifi");
        phone.Ip("address add 10.1.0.8/24 dev wifi");
        phone.Ip("route add 10.9.0.1 via 10.1.0.1");
        TimeSpan took = await NextDeliveryAsync(client);

        took.Should().BeLessThan(Bound);
        client.State.Should().BeOneOf(SessionState.Recovering, SessionState.Attached);
    }

    [NetworkNamespaceFact]
    public async Task The_system_tells_an_idle_client_of_a_change()
    {
        (NetworkNamespace phone, JumpingVpnClient client) = await StartAsync(withLte: true);
        var moved = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using NetworkChanges changes = phone.Run(() =>
            new NetworkChanges(() =>
            {
                client.NetworkChanged();
                moved.TrySetResult();
            })
        );

        phone.Ip("link set wifi down");
        await moved.Task.WaitAsync(TimeSpan.FromSeconds(10));
        long start = Stopwatch.GetTimestamp();
        while (client.CurrentNetwork != "lte" && Stopwatch.GetElapsedTime(start) < Bound)
        {
            await Task.Yield();
        }

        client.CurrentNetwork.Should().Be("lte", "nothing was sent but the question");
    }

    private async Task<(NetworkNamespace Phone, JumpingVpnClient Client)> StartAsync(bool withLte)
    {
        NetworkNamespace server = new();
        _namespaces.Add(server);
        NetworkNamespace phone = new();
        _namespaces.Add(phone);
        server.Ip("address add 10.9.0.1/32 dev lo");
        Cable(server, phone, "wifi", 1);
        Cable(server, phone, "lte", 2);

        UdpDatagramChannel served = server.Run(() => Bind(TransportAddress.FromIPv4(0, 9999))!);
        SessionServer core = new(new ServerOptions { SwitchCooldown = TimeSpan.Zero }, new SystemEntropy());
        _running.Add(new SessionServerDriver(core, served, TimeProvider.System));
        int opened = 0;
        PathCandidate wifi = new("wifi", () => phone.Run(() => Bind(TransportAddress.FromIPv4(opened++ == 0 ? 0x0A01_0009u : 0, 0))));
        PathCandidate lte = new("lte", () => phone.Run(() => Bind(TransportAddress.FromIPv4(10, 2, 0, 9, 0))));
        JumpingVpnClient client = new(withLte ? [wifi, lte] : [wifi], ServerAddress, TimeProvider.System, new SystemEntropy(), Options);
        _running.Insert(0, client);
        await client.ConnectAsync().WaitAsync(TimeSpan.FromSeconds(10));
        await client.SendAsync("hello"u8.ToArray()).WaitAsync(TimeSpan.FromSeconds(10));
        client.CurrentNetwork.Should().Be("wifi");
        return (phone, client);
    }

    /// <summary>Each network has its own route to the server, whatever the other does.</summary>
    private static void Cable(NetworkNamespace server, NetworkNamespace phone, string name, int network)
    {
        phone.Join(name, server, name);
        server.Ip($"address add 10.{network}.0.1/24 dev {name}");
        phone.Ip($"address add 10.{network}.0.9/24 dev {name}");
        phone.Ip($"route add 10.9.0.1 via 10.{network}.0.1 metric {network}");
        phone.Ip($"route add 10.9.0.1 via 10.{network}.0.1 table {network}");
        phone.Ip($"rule add from 10.{network}.0.9 table {network}");
    }

    private static UdpDatagramChannel? Bind(TransportAddress local) =>
        UdpDatagramChannel.TryBind(local, null, out UdpDatagramChannel? channel, out _) ? channel : null;

    private async Task<TimeSpan> NextDeliveryAsync(JumpingVpnClient client)
    {
        long start = Stopwatch.GetTimestamp();
        await client.SendAsync("after"u8.ToArray()).WaitAsync(2 * Bound);
        TimeSpan took = Stopwatch.GetElapsedTime(start);
        output.WriteLine($"delivered after {took.TotalMilliseconds:0.0} ms");
        return took;
    }
}
