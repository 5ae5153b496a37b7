using System.Globalization;
using System.Text;
using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Events;
using JumpingVpn.Protocol.Tests.Keys;

namespace JumpingVpn.Protocol.Tests.Server;

/// <summary>Handshakes have a share of the server's work, and one handshake makes few sessions, whoever sends it.</summary>
public sealed class HandshakeLimitsTests
{
    [Theory]
    [InlineData(SessionMode.Demo, 1_000, 10_000)]
    [InlineData(SessionMode.Psk, 250, 500)]
    [InlineData(SessionMode.Ephemeral, 250, 500)]
    public void Each_mode_has_rates_of_its_own(SessionMode mode, int withoutCookie, int all)
    {
        ServerOptions options = Modes.Server(mode);

        (options.RetryHandshakeRateOfMode, options.HandshakeRateOfMode).Should().Be((withoutCookie, all));
        (options with { RetryHandshakeRate = 7, HandshakeRate = 9 }).HandshakeRateOfMode.Should().Be(9);
        (options with { RetryHandshakeRate = 7, HandshakeRate = 9 }).RetryHandshakeRateOfMode.Should().Be(7);
    }

    [Fact]
    public void Valid_cookies_from_many_addresses_take_no_more_than_their_share()
    {
        using var bench = new ServerBench(Modes.Server(SessionMode.Psk));
        int asked = 0;
        int refused = 0;
        for (int i = 0; i < 600; i++)
        {
            var from = TransportAddress.FromIPv4(0x0A00_0000u + (uint)i, 4_500);
            using SessionClient client = Client(i);
            client.Connect(bench.Now);
            string answer = Ask(bench, client, from);
            if (answer.Contains("HANDSHAKE_RETRY"))
            {
                asked++;
                client.HandleDatagram(Encoding.UTF8.GetBytes(answer), Addresses.Server, bench.Now);
                client.HandleTimeout(bench.Now += TimeSpan.FromMicroseconds(1)); // whether it answers at once or with its timer
                answer = Ask(bench, client, from, until: TimeSpan.FromSeconds(0.5));
            }

            refused += answer.Contains("\"RATE_LIMITED\",\"reason\":\"handshake_rate\"") ? 1 : 0;
        }

        asked.Should().BeGreaterThan(250);
        bench.Server.Counters.SessionsCreated.Should().BeInRange(500, 530, "the share is 500 a second, and hardly any time goes by");
        (bench.Server.Counters.SessionsCreated + refused).Should().Be(600);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 2)]
    [InlineData(1, 2)]
    [Trait("timer", "server.handshake-rate")]
    public void A_share_of_one_comes_back_after_a_second(int ticks, int sessions)
    {
        using var bench = new ServerBench(new ServerOptions { HandshakeRate = 1 });
        bench.Handshake();
        bench
            .Ask("""{"type":"HANDSHAKE_INIT","nonce":"0123456789abcdef"}""", Addresses.Eve)
            .Should()
            .Contain("\"RATE_LIMITED\",\"reason\":\"handshake_rate\"");
        PolicyEvent told = bench.EventsOf<PolicyEvent>().Should().ContainSingle().Subject;
        (told.SessionId, told.Reason, told.Limit, told.Observed).Should().Be((null, ReasonCode.HandshakeRate, 1, 2));

        bench.Now += TimeSpan.FromSeconds(1) + TimeSpan.FromTicks(ticks);
        bench.Ask("""{"type":"HANDSHAKE_INIT","nonce":"0123456789abcdef"}""", Addresses.Eve);

        bench.Server.SessionCount.Should().Be(sessions);
    }

    [Fact]
    public void A_captured_handshake_from_many_addresses_makes_few_sessions_and_short_ones()
    {
        using var bench = new ServerBench(Modes.Server(SessionMode.Psk));
        string init = Init(bench, 1);

        Copy(bench, init, 150);

        bench.Server.SessionCount.Should().Be(4);
        bench.Server.Counters.Reacknowledged.Should().Be(146);
        bench.Now += TimeSpan.FromSeconds(10);
        bench.Tick();
        bench.Server.SessionCount.Should().Be(1, "of the first nobody could know that it was a copy");
        bench.Now += TimeSpan.FromSeconds(20);
        bench.Tick();
        bench.Server.SessionCount.Should().Be(0);
    }

    /// <summary>In a table with a place for each low number they would push each other out of the memory.</summary>
    [Fact]
    public void A_copy_too_many_is_answered_as_the_first_was()
    {
        using var bench = new ServerBench(Modes.Server(SessionMode.Psk));
        string init = Init(bench, 1);
        string first = bench.Ask(init);
        Copy(bench, init, 3);

        bench.Ask(init, Addresses.Eve).Should().Be(first);
        bench.Server.SessionCount.Should().Be(4);
    }

    [Fact]
    public void Two_captured_handshakes_of_the_same_low_number_make_no_more_than_each_alone()
    {
        using var bench = new ServerBench(Modes.Server(SessionMode.Psk));
        string[] alike = Enumerable
            .Range(1, 500)
            .Select(number => Init(bench, number))
            .GroupBy(LowNumber)
            .First(group => group.Count() > 1)
            .Take(2)
            .ToArray();

        for (int i = 0; i < 40; i++)
        {
            bench.Now += TimeSpan.FromMilliseconds(20); // the share of all handshakes is not what is tried
            bench.Ask(alike[i % 2], TransportAddress.FromIPv4(0x0A00_0000u + (uint)i, 4_500));
        }

        bench.Server.Counters.SessionsCreated.Should().Be(8);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(150)]
    public void The_client_itself_gets_its_session_though_copies_came_first(int copies)
    {
        using Pair pair = Modes.Pair(SessionMode.Psk);
        pair.Client.Connect(pair.Now);
        pair.Run(TimeSpan.Zero); // it is on its way
        for (int i = 0; i < copies; i++)
        {
            pair.FromElsewhereToServer(pair.SentByClient[0], TransportAddress.FromIPv4(0x0A00_0000u + (uint)i, 4_500))
                .Should()
                .Contain("HANDSHAKE_ACK");
        }

        pair.Run(TimeSpan.FromSeconds(1));
        pair.Send("hello");
        pair.Run(TimeSpan.FromSeconds(2));

        pair.Delivered.Should().Equal("hello");
        pair.Client.State.Should().Be(SessionState.Attached);
        pair.Session.Binding.Should().Be(Addresses.Phone);
        pair.Client.Counters.ReattachesStarted.Should()
            .Be(copies < 4 ? 0 : 1, "only behind four copies it shares the first one's session, and moves it");
    }

    [Fact]
    public void Once_the_client_uses_its_session_a_copy_is_met_with_silence()
    {
        using Pair pair = Modes.Session(SessionMode.Psk);

        pair.FromElsewhereToServer(pair.SentByClient[0], Addresses.Eve).Should().BeEmpty();
        pair.Server.SessionCount.Should().Be(1);
        (pair.Server.Counters.Ignored, pair.Server.Counters.Reacknowledged).Should().Be((1, 0));
    }

    [Theory]
    [InlineData(-1, 2)]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [Trait("timer", "server.copied-handshake-ttl")]
    public void A_copy_that_is_not_used_is_gone_at_the_very_tick(int ticks, int sessions)
    {
        var ttl = TimeSpan.FromSeconds(3);
        using var bench = new ServerBench(Modes.Server(SessionMode.Psk) with { CopiedHandshakeTtl = ttl });
        Copy(bench, Init(bench, 1), 2);
        bench.Server.NextTimeout.Should().Be(bench.Now + ttl);

        bench.Now += ttl + TimeSpan.FromTicks(ticks);
        bench.Tick();

        bench.Server.SessionCount.Should().Be(sessions);
    }

    [Fact]
    public void Many_copies_that_end_at_once_leave_in_shares()
    {
        using var bench = new ServerBench(Modes.Server(SessionMode.Psk) with { CopiedHandshakeTtl = TimeSpan.FromSeconds(3) });
        for (int number = 0; number < 40; number++)
        {
            Copy(bench, Init(bench, number), 2);
        }

        bench.Server.SessionCount.Should().Be(80);
        bench.Now += TimeSpan.FromSeconds(3);

        bench.Ask("x");
        bench.Server.SessionCount.Should().Be(48, "one datagram clears at most 32");
        bench.Ask("x");
        bench.Server.SessionCount.Should().Be(40, "the originals stay");
    }

    private static void Copy(ServerBench bench, string init, int times)
    {
        for (int i = 0; i < times; i++)
        {
            bench.Ask(init, TransportAddress.FromIPv4(0x0A00_0000u + (uint)i, 4_500)).Should().Contain("HANDSHAKE_ACK");
        }
    }

    private static int LowNumber(string init)
    {
        string mac = init[(init.IndexOf("\"mac\":\"", StringComparison.Ordinal) + 7)..][..16];
        return (int)(ulong.Parse(mac, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) % 1_024);
    }

    private static SessionClient Client(int number) =>
        new(Modes.Client(SessionMode.Psk), Addresses.Server, new TestEntropy((ulong)number + 100));

    private static string Init(ServerBench bench, int number)
    {
        using SessionClient client = Client(number);
        client.Connect(bench.Now);
        return Sent(client);
    }

    private static string Ask(ServerBench bench, SessionClient client, TransportAddress from, TimeSpan until = default)
    {
        string sent = Sent(client);
        for (TimeSpan waited = TimeSpan.Zero; sent.Length == 0 && waited < until; waited += TimeSpan.FromMilliseconds(10))
        {
            client.HandleTimeout(bench.Now + waited);
            sent = Sent(client);
        }

        return bench.Ask(sent, from);
    }

    private static string Sent(SessionClient client)
    {
        byte[] buffer = new byte[4_096];
        return client.TryPollTransmit(buffer, out int length, out _) ? Encoding.UTF8.GetString(buffer, 0, length) : "";
    }
}
