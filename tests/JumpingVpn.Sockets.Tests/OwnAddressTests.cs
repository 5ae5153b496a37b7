using System.Diagnostics;
using JumpingVpn.Datagrams;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Sockets.Tests;

/// <summary>What the kernel does not say of its own addresses, a channel that is bound to one says all the same.</summary>
public sealed class OwnAddressTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly TransportAddress Own = TransportAddress.FromIPv4(10, 1, 0, 9, 0);
    private static readonly TransportAddress Far = TransportAddress.FromIPv4(10, 9, 0, 1, 9999);

    [NetworkNamespaceFact]
    public async Task An_interface_that_is_down_is_no_way_out_though_another_one_has_a_route()
    {
        using NetworkNamespace host = TwoLinks(out NetworkNamespace other);
        using NetworkNamespace far = other;
        await using UdpDatagramChannel channel = host.Run(() => Loopback.Bind(Own));
        channel.Send([1], Far).Should().Be(SendResult.Sent);

        host.Ip("link set one down");
        Until(channel, SendResult.Unreachable);
        host.Ip("link set one up");
        Until(channel, SendResult.Sent);
    }

    [NetworkNamespaceFact]
    public async Task So_is_one_that_has_lost_its_carrier()
    {
        using NetworkNamespace host = TwoLinks(out NetworkNamespace other);
        using NetworkNamespace far = other;
        await using UdpDatagramChannel channel = host.Run(() => Loopback.Bind(Own));

        far.Ip("link set one down");

        Until(channel, SendResult.Unreachable);
    }

    [NetworkNamespaceFact]
    public async Task An_address_that_is_gone_is_no_way_out_and_one_that_comes_back_is()
    {
        using NetworkNamespace host = TwoLinks(out NetworkNamespace other);
        using NetworkNamespace far = other;
        await using UdpDatagramChannel channel = host.Run(() => Loopback.Bind(Own));

        host.Ip("address del 10.1.0.9/24 dev one");
        channel.Send([1], Far).Should().Be(SendResult.Unreachable, "the kernel itself says so");
        host.Ip("address add 10.1.0.9/24 dev one");
        Until(channel, SendResult.Sent);
    }

    [NetworkNamespaceFact]
    public async Task Every_kind_of_change_is_told()
    {
        using NetworkNamespace host = TwoLinks(out NetworkNamespace other);
        using NetworkNamespace far = other;
        using SemaphoreSlim told = new(0);
        using NetworkChanges changes = host.Run(() => new NetworkChanges(() => told.Release()));

        string[] all =
        [
            "address add 10.3.0.1/24 dev one",
            "route add 10.8.0.0/16 via 10.2.0.1",
            "link set two down",
            "address del 10.3.0.1/24 dev one",
        ];
        foreach (string change in all)
        {
            while (told.Wait(TimeSpan.Zero)) { }

            host.Ip(change);
            (await told.WaitAsync(Limit)).Should().BeTrue(change);
        }
    }

    /// <remarks>
    /// The kernel turns its time stamps on when the first socket of the machine asks for them, a moment after it has answered.
    /// What arrives before that is stamped when it is read, so this asks again until the stamps are on.
    /// </remarks>
    [LinuxFact]
    public async Task A_datagram_says_how_long_it_has_waited()
    {
        var atLeast = TimeSpan.FromMilliseconds(20);
        await using UdpDatagramChannel keepsStampsOn = Loopback.Bind();
        long start = Stopwatch.GetTimestamp();
        TimeSpan waited;
        do
        {
            waited = await WaitOfOneLeftFor(atLeast);
        } while (waited < TimeSpan.FromMilliseconds(15) && Stopwatch.GetElapsedTime(start) < Limit);

        waited.Should().BeGreaterThan(TimeSpan.FromMilliseconds(15)).And.BeLessThan(Limit);
    }

    private static async Task<TimeSpan> WaitOfOneLeftFor(TimeSpan time)
    {
        await using UdpDatagramChannel channel = Loopback.Bind();
        await using UdpDatagramChannel sender = Loopback.Bind();
        sender.Send([1], channel.LocalAddress);
        long sent = Stopwatch.GetTimestamp();
        SpinWait.SpinUntil(() => Stopwatch.GetElapsedTime(sent) > time);
        channel.HasBacklog.Should().BeTrue();
        var receiver = new Waits();
        channel.Start(receiver);
        return await receiver.First.Task.WaitAsync(Limit);
    }

    private static void Until(UdpDatagramChannel channel, SendResult expected)
    {
        long start = Stopwatch.GetTimestamp();
        SendResult result;
        while ((result = channel.Send([1], Far)) != expected && Stopwatch.GetElapsedTime(start) < Limit)
        {
            Thread.Yield();
        }

        result.Should().Be(expected);
    }

    private static NetworkNamespace TwoLinks(out NetworkNamespace far)
    {
        NetworkNamespace host = new();
        far = new NetworkNamespace();
        foreach ((string name, int network) in new[] { ("one", 1), ("two", 2) })
        {
            host.Join(name, far, name);
            host.Ip($"address add 10.{network}.0.9/24 dev {name}");
            far.Ip($"address add 10.{network}.0.1/24 dev {name}");
            host.Ip($"route add 10.9.0.1 via 10.{network}.0.1 metric {network}");
        }

        return host;
    }

    private sealed class Waits : IDatagramReceiver
    {
        public TaskCompletionSource<TimeSpan> First { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void OnDatagram(ReadOnlySpan<byte> datagram, in TransportAddress source) => First.TrySetResult(TimeSpan.Zero);

        public void OnDatagram(ReadOnlySpan<byte> datagram, in TransportAddress source, TimeSpan waited) => First.TrySetResult(waited);
    }
}
