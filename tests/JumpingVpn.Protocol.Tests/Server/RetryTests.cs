using JumpingVpn.Datagrams;

namespace JumpingVpn.Protocol.Tests.Server;

/// <summary>The stateless cookie: a handshake from a forged source leaves nothing behind.</summary>
public sealed class RetryTests : IDisposable
{
    private const string Bare = """{"type":"HANDSHAKE_INIT"}""";
    private const string Nonce = "0011223344556677";

    private readonly ServerBench _bench = new(new ServerOptions { RetryPolicy = RetryPolicy.Always });

    public RetryTests() => _bench.Now = TimeSpan.FromSeconds(100); // the first tick of a cookie's time span

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_handshake_without_a_cookie_is_asked_for_one_and_leaves_nothing_behind()
    {
        string answer = _bench.Ask(Init(Nonce));

        answer.Should().MatchRegex("""^\{"type":"HANDSHAKE_RETRY","cookie":"[0-9a-f]{32}","nonce":"0011223344556677"\}$""");
        _bench.Server.SessionCount.Should().Be(0);
        _bench.Server.NextTimeout.Should().BeNull();
        _bench.Events.Should().BeEmpty();
        _bench.Server.Counters.HandshakeRetries.Should().Be(1);
        _bench.Server.Counters.RefusedTotal.Should().Be(0);
    }

    [Theory]
    [InlineData("""{"type":"HANDSHAKE_INIT"}""")]
    [InlineData("""{"type": "HANDSHAKE_INIT"}""")]
    public void The_answer_to_the_barest_handshake_keeps_to_three_times_its_bytes(string init)
    {
        string answer = _bench.Ask(init);

        answer.Should().StartWith("""{"type":"HANDSHAKE_RETRY","cookie":""");
        answer.Length.Should().Be(70).And.BeLessThanOrEqualTo(3 * init.Length);
    }

    [Theory]
    [InlineData(Nonce)]
    [InlineData(null)]
    public void With_its_cookie_it_makes_a_session(string? nonce)
    {
        string cookie = Cookie(nonce);

        _bench.Ask(Init(nonce, cookie)).Should().Contain("HANDSHAKE_ACK");

        _bench.Server.SessionCount.Should().Be(1);
    }

    [Fact]
    public void Sent_again_with_its_cookie_it_is_answered_with_the_same_session()
    {
        string init = Init(Nonce, Cookie(Nonce));

        _bench.Ask(init).Should().Be(_bench.Ask(init));

        _bench.Server.SessionCount.Should().Be(1);
    }

    [Fact]
    public void Whoever_has_its_session_needs_no_cookie_to_be_told_again()
    {
        string acknowledged = _bench.Ask(Init(Nonce, Cookie(Nonce)));

        _bench.Ask(Init(Nonce)).Should().Be(acknowledged);
    }

    [Fact]
    public void The_cookie_of_another_source_is_refused_with_another_retry()
    {
        string cookie = Cookie(Nonce);

        Refused(Init(Nonce, cookie), Addresses.Eve);
        Refused(Init(Nonce, cookie), Addresses.Phone.WithPort(1));
        Refused(Init("ffffffffffffffff", cookie), Addresses.Phone);
        Refused(Init(nonce: null, cookie), Addresses.Phone);
    }

    [Fact]
    public void Every_changed_digit_spoils_it()
    {
        string cookie = Cookie(Nonce);
        for (int i = 0; i < cookie.Length; i++)
        {
            char digit = cookie[i] == '0' ? '1' : '0';

            Refused(Init(Nonce, $"{cookie[..i]}{digit}{cookie[(i + 1)..]}"), Addresses.Phone);
        }

        Refused(Init(Nonce, cookie[..30]), Addresses.Phone);
        Refused(Init(Nonce, cookie.ToUpperInvariant()), Addresses.Phone);
    }

    [Fact]
    public void What_is_no_cookie_at_all_is_malformed()
    {
        _bench.Ask(Init(Nonce, "not hexadecimal!")).Should().Contain("MALFORMED");
        _bench.Ask(Init(Nonce, "00")).Should().Contain("MALFORMED");
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [Trait("timer", "server.cookie-lifetime")]
    public void A_cookie_expires_with_the_time_span_after_its_own(int ticks, bool good)
    {
        string cookie = Cookie(Nonce);
        _bench.Now += (2 * _bench.Server.Options.CookieLifetime) + TimeSpan.FromTicks(ticks);

        _bench.Ask(Init(Nonce, cookie)).Should().Contain(good ? "HANDSHAKE_ACK" : "HANDSHAKE_RETRY");
    }

    [Fact]
    public void Another_servers_cookie_is_none()
    {
        using var other = new SessionServer(_bench.Server.Options, new TestEntropy(99));
        other.HandleDatagram(System.Text.Encoding.UTF8.GetBytes(Init(Nonce)), Addresses.Phone, _bench.Now);
        byte[] buffer = new byte[4096];
        other.TryPollTransmit(buffer, out int length, out _).Should().BeTrue();

        Refused(Init(Nonce, CookieIn(System.Text.Encoding.UTF8.GetString(buffer, 0, length))), Addresses.Phone);
    }

    [Fact]
    public void A_hundred_thousand_forged_handshakes_leave_no_session()
    {
        byte[] init = System.Text.Encoding.UTF8.GetBytes(Init(Nonce));
        byte[] buffer = new byte[4096];
        for (uint i = 0; i < 100_000; i++)
        {
            _bench.Server.HandleDatagram(init, TransportAddress.FromIPv4(i, 7), _bench.Now);
            _bench.Server.TryPollTransmit(buffer, out _, out _);
        }

        _bench.Server.SessionCount.Should().Be(0);
        _bench.Server.Counters.HandshakeRetries.Should().Be(100_000);
        _bench.Server.TryPollEvent(out _, out _).Should().BeFalse();
    }

    [Fact]
    public void Under_load_begins_when_handshakes_come_faster_than_the_policy_says()
    {
        using var bench = new ServerBench(new ServerOptions { RetryHandshakeRate = 10 });
        for (int i = 0; i < 10; i++)
        {
            bench.Ask(Bare).Should().Contain("HANDSHAKE_ACK");
        }

        bench.Ask(Bare).Should().Contain("HANDSHAKE_RETRY");
        bench.Now += TimeSpan.FromMilliseconds(100) - TimeSpan.FromTicks(1);
        bench.Ask(Bare).Should().Contain("HANDSHAKE_RETRY");
        bench.Now += TimeSpan.FromTicks(1);
        bench.Ask(Bare).Should().Contain("HANDSHAKE_ACK", "a tenth of a second is over");
        bench.Ask(Init(null, CookieIn(bench.Ask(Bare)))).Should().Contain("HANDSHAKE_ACK", "with a cookie there is no limit");
    }

    [Fact]
    public void Under_load_begins_when_the_share_of_sessions_is_held()
    {
        using var bench = new ServerBench(new ServerOptions { MaximumSessions = 4, RetrySessionSharePartsPerMillion = 500_000 });
        bench.Ask(Bare).Should().Contain("HANDSHAKE_ACK");
        bench.Ask(Bare).Should().Contain("HANDSHAKE_ACK");
        string retry = bench.Ask(Bare);

        retry.Should().Contain("HANDSHAKE_RETRY");
        bench.Ask(Init(null, CookieIn(retry))).Should().Contain("HANDSHAKE_ACK");
    }

    [Fact]
    public void A_wrong_cookie_is_refused_even_when_none_is_asked_for()
    {
        using var bench = new ServerBench();

        bench.Ask(Init(Nonce, new string('0', 32))).Should().Contain("HANDSHAKE_RETRY");
        bench.Ask(Init(Nonce)).Should().Contain("HANDSHAKE_ACK");
    }

    [Fact]
    public void A_server_that_never_asks_does_not_look_at_cookies()
    {
        using var bench = new ServerBench(new ServerOptions { RetryPolicy = RetryPolicy.Never, RetryHandshakeRate = 1 });

        bench.Ask(Init(Nonce, new string('0', 32))).Should().Contain("HANDSHAKE_ACK");
        bench.Ask(Bare).Should().Contain("HANDSHAKE_ACK");
        bench.Ask(Bare).Should().Contain("HANDSHAKE_ACK");
    }

    [Fact]
    public void A_full_server_says_so_and_asks_for_nothing()
    {
        using var bench = new ServerBench(new ServerOptions { MaximumSessions = 1, RetryPolicy = RetryPolicy.Always });
        bench.Ask(Init(Nonce, CookieIn(bench.Ask(Init(Nonce))))).Should().Contain("HANDSHAKE_ACK");

        bench.Ask(Bare, Addresses.Eve).Should().Contain("SERVER_FULL");
    }

    private static string Init(string? nonce, string? cookie = null)
    {
        string withNonce = nonce is null ? "" : $",\"nonce\":\"{nonce}\"";
        string withCookie = cookie is null ? "" : $",\"cookie\":\"{cookie}\"";
        return $$"""{"type":"HANDSHAKE_INIT"{{withNonce}}{{withCookie}}}""";
    }

    private static string CookieIn(string retry)
    {
        retry.Should().StartWith("""{"type":"HANDSHAKE_RETRY","cookie":""");
        return retry.Split('"')[7];
    }

    private string Cookie(string? nonce) => CookieIn(_bench.Ask(Init(nonce)));

    private void Refused(string init, TransportAddress from)
    {
        _bench.Ask(init, from).Should().Contain("HANDSHAKE_RETRY");
        _bench.Server.SessionCount.Should().Be(0);
    }
}
