using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Protocol.Tests.Driving;

/// <summary>Any network may fail when a session is asked for; any other is used.</summary>
public sealed class StartOfRoamingTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData("throws")]
    [InlineData("is null")]
    [InlineData("cannot send")]
    [InlineData("is silent")]
    public async Task A_first_network_that_fails_does_not_keep_the_client_from_the_second(string first)
    {
        await using RoamingBench bench = new(connect: false);
        MemoryNetwork.MemoryChannel dead = bench.Net.Open(Addresses.Phone);
        dead.Loses = static _ => true;
        dead.Refuses = _ => first == "cannot send" ? SendResult.Unreachable : null;
        bench.OpenWifi = () =>
            first switch
            {
                "throws" => throw new InvalidOperationException("no Wi-Fi"),
                "is null" => null,
                _ => dead,
            };
        await using RoamingClientDriver client = Another(bench);

        client.Session.Connect();
        bench.Run(Second);

        (client.Current, client.Session.Core.State).Should().Be(("lte", SessionState.Attached));
        bench.Server.SessionCount.Should().Be(1);
    }

    [Fact]
    public async Task A_late_answer_over_the_first_network_counts()
    {
        await using RoamingBench bench = new(connect: false);
        bench.Client.Session.Connect();
        bench.Time.Advance(Second); // three requests, the last two over both
        bench.Lte.Should().HaveCount(1);

        bench.Net.Deliver();

        bench.Client.Current.Should().Be("wifi");
        bench.Send();
        bench.Run(Second);
        bench.Server.Counters.DataDelivered.Should().Be(1);
        bench.Run(10 * Second);
        bench.Lte[0].Disposed.Should().BeTrue("one network is kept");
    }

    [Theory]
    [InlineData(SessionMode.Demo)]
    [InlineData(SessionMode.Ephemeral)]
    [InlineData(SessionMode.Psk)]
    public async Task What_a_slow_answer_lets_the_server_make_beside_the_session_is_ended(SessionMode mode)
    {
        await using RoamingBench bench = new(connect: false, options: Options(mode));
        bench.Client.Session.Connect();
        bench.Time.Advance(Second); // three requests, the last two over both

        bench.Net.Deliver();
        bench.Run(Second);

        bench.Server.Counters.SessionsCreated.Should().Be(2, "the server heard two addresses ask");
        bench.Server.SessionCount.Should().Be(1);
        (bench.Client.Current, bench.Client.Session.Core.State).Should().Be(("wifi", SessionState.Attached));
        bench.Send();
        bench.Run(Second);
        bench.Server.Counters.DataDelivered.Should().Be(1);
    }

    [Fact]
    public async Task The_private_key_of_the_handshake_is_wiped_when_no_such_answer_can_come_any_more()
    {
        await using RoamingBench bench = new(connect: false, options: Options(SessionMode.Ephemeral));
        bench.Client.Session.Connect();
        bench.Time.Advance(Second);
        bench.Lte[0].Loses = static _ => true; // what goes out by it, from now on
        (TransportAddress From, TransportAddress To, byte[] Bytes)[] waiting = [.. bench.Net.TakeAll()];
        bench.Net.Hand(waiting.Where(static one => one.From == Addresses.Phone));
        bench.Net.Deliver();

        bench.Client.Session.Core.Offer.Should().NotBeNull("an answer over the other network is awaited");
        bench.Run(11 * Second);

        bench.Client.Session.Core.Offer.Should().BeNull();
        bench.Lte[0].Disposed.Should().BeTrue();
        bench.Client.Session.Core.State.Should().Be(SessionState.Attached);
    }

    [Fact]
    public async Task A_network_that_answers_at_once_is_the_only_one_that_is_opened()
    {
        await using RoamingBench bench = new();

        (bench.Wifi.Count, bench.Lte.Count, bench.Client.Current).Should().Be((1, 0, "wifi"));
    }

    [Fact]
    public async Task A_client_that_starts_without_any_network_gets_its_session_when_one_comes()
    {
        await using RoamingBench bench = new(connect: false);
        bool up = false;
        bench.OpenWifi = () => up ? bench.Net.Open(Addresses.Phone) : null;
        bench.OpenLte = static () => throw new InvalidOperationException("no SIM");
        await using RoamingClientDriver client = Another(bench);
        client.Session.Connect();
        bench.Run(Second);

        up = true;
        client.NetworkChanged();
        bench.Net.Deliver();

        (client.Current, client.Session.Core.State).Should().Be(("wifi", SessionState.Attached));
    }

    [Fact]
    public async Task Without_any_network_for_good_the_client_says_that_nobody_answered()
    {
        await using RoamingBench bench = new(connect: false);
        bench.WifiSays = _ => SendResult.Unreachable;
        bench.LteSays = static () => SendResult.Unreachable;

        bench.Client.Session.Connect();
        bench.Run(30 * Second);

        bench.Client.Session.Core.State.Should().Be(SessionState.Terminated);
        bench.Events.Events[^1].Should().BeOfType<SessionTerminated>().Which.Reason.Should().Be(ReasonCode.NoAnswer);
    }

    [Fact]
    public async Task Every_network_gets_its_share_of_the_attempts()
    {
        await using RoamingBench bench = new(connect: false, options: new ClientOptions { HandshakeAttempts = 1 });
        bench.WifiSays = _ => SendResult.Sent;

        bench.Client.Session.Connect();
        bench.Run(Second);

        (bench.Client.Current, bench.Client.Session.Core.State).Should().Be(("lte", SessionState.Attached));
    }

    private static ClientOptions Options(SessionMode mode) =>
        new()
        {
            IdleTtl = TimeSpan.FromHours(1),
            Mode = mode,
            PreSharedKey = mode == SessionMode.Psk ? "a key that both of them have"u8.ToArray() : default,
        };

    private static RoamingClientDriver Another(RoamingBench bench) =>
        new(
            new SessionClient(new ClientOptions(), Addresses.Server, new TestEntropy(3)),
            [new PathCandidate("wifi", () => bench.OpenWifi()), new PathCandidate("lte", () => bench.OpenLte())],
            bench.Time
        );
}
