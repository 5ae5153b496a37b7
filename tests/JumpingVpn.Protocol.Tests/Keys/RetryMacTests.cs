using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Protocol.Tests.Keys;

/// <summary>Where there is a pre-shared key, only its holder can make a client send a cookie.</summary>
public sealed class RetryMacTests
{
    private static readonly ServerOptions Wary = Modes.Server(SessionMode.Psk) with { RetryPolicy = RetryPolicy.Always };

    [Fact]
    public void A_server_with_the_key_is_believed()
    {
        using var pair = new Pair(Wary, Modes.Client(SessionMode.Psk));
        pair.Connect();

        pair.SentByServer[0]
            .Should()
            .MatchRegex("""^\{"type":"HANDSHAKE_RETRY","cookie":"[0-9a-f]{32}","nonce":"[0-9a-f]{32}","mac":"[0-9a-f]{32}"\}$""");
        pair.SentByClient.Should().HaveCount(2);
    }

    [Theory]
    [InlineData("")]
    [InlineData(",\"mac\":\"00000000000000000000000000000000\"")]
    [InlineData(",\"mac\":\"\"")]
    public void Forged_ones_with_the_seen_nonce_cost_the_handshake_nothing(string mac)
    {
        using Pair pair = Modes.Pair(SessionMode.Psk);
        pair.Client.Connect(pair.Now);
        pair.Run(TimeSpan.Zero);
        for (int i = 1; i <= 4; i++)
        {
            pair.FromElsewhereToClient(Retry(pair, $"{i:x32}", mac), Addresses.Server);
        }

        pair.Run(TimeSpan.FromMilliseconds(50));

        pair.Client.State.Should().Be(SessionState.Attached);
        pair.SentByClient.Should().HaveCount(1);
        pair.Client.Counters.Forged.Should().Be(4);
        pair.ClientEventsOf<SecurityEvent>().Should().HaveCount(4).And.OnlyContain(e => e.Violation == ReasonCode.BadMac);
    }

    [Fact]
    public void A_flood_of_them_is_summed_up_once_a_second()
    {
        using Pair pair = Modes.Pair(SessionMode.Psk);
        pair.Drop = static (_, toServer) => toServer;
        pair.Client.Connect(pair.Now);
        pair.Run(TimeSpan.Zero);
        for (int i = 1; i <= 300; i++)
        {
            pair.FromElsewhereToClient(Retry(pair, $"{i:x32}", ""), Addresses.Server);
        }

        pair.ClientEventsOf<SecurityEvent>().Should().HaveCount(20);
        pair.ClientEventsOf<RateLimited>().Should().BeEmpty();
        pair.Run(TimeSpan.FromMilliseconds(1_001));

        pair.ClientEventsOf<SecurityEvent>().Should().HaveCount(20);
        pair.ClientEventsOf<RateLimited>().Should().Equal(new RateLimited(Addresses.Server, 20, 280));
        pair.Client.Counters.Forged.Should().Be(300);
        pair.FromElsewhereToClient(Retry(pair, $"{0:x32}", ""), Addresses.Server);
        pair.ClientEventsOf<SecurityEvent>().Should().HaveCount(21);
    }

    [Fact]
    public void What_is_not_summed_up_yet_is_when_the_session_ends()
    {
        using Pair pair = Modes.Session(SessionMode.Psk);
        for (int i = 1; i <= 25; i++)
        {
            pair.FromElsewhereToClient("{\"type\":\"ERROR\",\"code\":\"POLICY_DENY\"}", Addresses.Server);
        }

        pair.Client.Terminate(pair.Now);
        pair.Run(TimeSpan.Zero);

        pair.ClientEventsOf<RateLimited>().Should().Equal(new RateLimited(Addresses.Server, 20, 5));
    }

    [Fact]
    public void They_do_not_displace_the_true_one()
    {
        using var pair = new Pair(Wary, Modes.Client(SessionMode.Psk));
        pair.Client.Connect(pair.Now);
        for (int i = 1; i <= 40; i++)
        {
            pair.Run(TimeSpan.FromMilliseconds(10));
            pair.FromElsewhereToClient(Retry(pair, $"{i:x32}", ""), Addresses.Server);
        }

        pair.Client.State.Should().Be(SessionState.Attached);
        pair.SentByClient.Should().HaveCount(2);
    }

    [Fact]
    public void The_code_covers_cookie_and_nonce()
    {
        using var pair = new Pair(Wary, Modes.Client(SessionMode.Psk));
        pair.Drop = static (_, toServer) => !toServer;
        pair.Client.Connect(pair.Now);
        pair.Run(TimeSpan.FromMilliseconds(100));
        string retry = pair.SentByServer.Single();
        string cookie = retry.Split('"')[7];

        pair.FromElsewhereToClient(retry.Replace(cookie, new string('0', 32), StringComparison.Ordinal), Addresses.Server);
        pair.Client.Counters.Forged.Should().Be(1);
        pair.FromElsewhereToClient(retry, Addresses.Server);
        pair.Client.Counters.Forged.Should().Be(1);
        pair.Run(TimeSpan.FromMilliseconds(200));
        pair.SentByClient[^1].Should().Contain(cookie);
    }

    [Fact]
    public void The_codes_of_the_handshake_are_those_of_the_page()
    {
        using var pair = new Pair(Wary, Modes.Client(SessionMode.Psk));
        pair.Connect();
        string[] init = pair.SentByClient[0].Split('"');
        string[] retry = pair.SentByServer[0].Split('"');
        (string nonce, string key, string cookie) = (init[7], init[11], retry[7]);

        init[15].Should().Be(PageMac.OfHandshake(Modes.PreSharedKey, toServer: true, "HANDSHAKE_INIT", (3, nonce), (8, key)));
        retry[15].Should().Be(PageMac.OfHandshake(Modes.PreSharedKey, toServer: false, "HANDSHAKE_RETRY", (3, nonce), (14, cookie)));
    }

    [Fact]
    public void A_true_one_for_another_handshake_is_forged_here()
    {
        using var pair = new Pair(Wary, Modes.Client(SessionMode.Psk));
        pair.Drop = static (_, toServer) => !toServer;
        pair.Client.Connect(pair.Now);
        pair.Run(TimeSpan.FromMilliseconds(100));
        string nonce = pair.SentByClient[0].Split('"')[7];
        string other = nonce[..^1] + (nonce[^1] == '0' ? '1' : '0');
        string cookie = new('5', 32);
        string code = PageMac.OfHandshake(Modes.PreSharedKey, toServer: false, "HANDSHAKE_RETRY", (3, other), (14, cookie));

        pair.FromElsewhereToClient(Retry(pair, cookie, $",\"mac\":\"{code}\""), Addresses.Server);

        pair.Client.Counters.Forged.Should().Be(1);
    }

    private static string Retry(Pair pair, string cookie, string mac) =>
        $$"""{"type":"HANDSHAKE_RETRY","cookie":"{{cookie}}","nonce":"{{pair.SentByClient[0].Split('"')[7]}}"{{mac}}}""";
}
