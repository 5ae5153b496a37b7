using System.Text;
using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Protocol.Tests.Server;

/// <summary>The server's windows of a second and its retransmissions, to the tick.</summary>
public sealed class WindowEdgeTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [Trait("timer", "server.rate-limited-report")]
    public void What_a_source_sent_beyond_its_share_is_summed_up_after_a_second(int ticks, int reports)
    {
        using ServerBench bench = new(new ServerOptions { SourceBurst = 1, SourceRate = 1 });
        Unknown(bench);
        Unknown(bench).Should().Contain("RATE_LIMITED");
        bench.Server.NextTimeout.Should().Be(bench.Now + Second);
        bench.Now += Second + TimeSpan.FromTicks(ticks);
        bench.Tick();

        bench.EventsOf<RateLimited>().Should().HaveCount(reports);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [Trait("timer", "server.rate-limited-answer")]
    public void A_source_is_told_of_it_once_a_second(int ticks, bool told)
    {
        using ServerBench bench = new(new ServerOptions { SourceBurst = 1, SourceRate = 1 });
        Unknown(bench);
        Unknown(bench).Should().Contain("RATE_LIMITED");
        Unknown(bench).Should().BeEmpty();
        bench.Now += Second + TimeSpan.FromTicks(ticks);

        string first = Unknown(bench); // at the tick the share has room for it, and for no more
        first.Contains("UNKNOWN_SESSION", StringComparison.Ordinal).Should().Be(told);
        Unknown(bench).Contains("RATE_LIMITED", StringComparison.Ordinal).Should().Be(told);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [Trait("timer", "server.retry-handshake-rate")]
    public void A_handshake_needs_no_cookie_when_the_rate_has_room_again(int ticks, bool admitted)
    {
        using ServerBench bench = new(new ServerOptions { RetryHandshakeRate = 1 });
        Handshake(bench, 1).Should().Contain("HANDSHAKE_ACK");
        Handshake(bench, 2).Should().Contain("HANDSHAKE_RETRY");
        bench.Now += Second + TimeSpan.FromTicks(ticks);

        Handshake(bench, 3).Should().Contain(admitted ? "HANDSHAKE_ACK" : "HANDSHAKE_RETRY");
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [Trait("timer", "server.source-log-rate")]
    public void The_refusals_of_a_source_are_logged_again_when_its_rate_has_room(int ticks, bool logged)
    {
        using ServerBench bench = new(new ServerOptions { SourceLogRate = 1 });
        Unknown(bench);
        Unknown(bench);
        bench.EventsOf<DataRejected>().Should().ContainSingle();
        bench.Now += Second + TimeSpan.FromTicks(ticks);
        Unknown(bench);

        bench.EventsOf<DataRejected>().Should().HaveCount(logged ? 2 : 1);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [Trait("timer", "server.refusal-log-rate")]
    public void The_refusals_of_all_are_logged_again_when_the_rate_has_room(int ticks, bool logged)
    {
        using ServerBench bench = new(new ServerOptions { RefusalLogRate = 1 });
        Unknown(bench, Addresses.Phone);
        Unknown(bench, Addresses.PhoneMoved);
        bench.EventsOf<DataRejected>().Should().ContainSingle();
        bench.Now += Second + TimeSpan.FromTicks(ticks);
        Unknown(bench, Addresses.Eve);

        bench.EventsOf<DataRejected>().Should().HaveCount(logged ? 2 : 1);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    [Trait("timer", "server.first-retransmission")]
    [Trait("timer", "server.maximum-retransmission")]
    public void A_message_of_the_server_is_sent_again_after_waits_that_double_up_to_two_seconds(int ticks) =>
        SentAfter(new ServerOptions(), ticks, 200, 400, 800, 1_600, 2_000, 2_000);

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    [Trait("timer", "server.first-retransmission")]
    [Trait("timer", "server.maximum-retransmission")]
    public void The_policy_says_how_long_these_waits_are(int ticks) =>
        SentAfter(new ServerOptions { FirstRetransmission = Second / 20, MaximumRetransmission = Second / 8 }, ticks, 50, 100, 125, 125);

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    [Trait("timer", "server.send-attempts")]
    public void When_the_last_attempt_has_waited_too_nothing_is_due_any_more(int ticks)
    {
        using SessionServer server = new(new ServerOptions { SendAttempts = 2, IdleTtl = 10 * Second }, new CountingThenSilent());
        var begin = TimeSpan.FromSeconds(100);
        SendNews(server, begin);
        server.HandleTimeout(begin + (Second / 5));
        Sent(server).Should().ContainSingle();
        TimeSpan last = begin + (3 * Second / 5);
        server.NextTimeout.Should().Be(last);

        server.HandleTimeout(last + TimeSpan.FromTicks(ticks));

        Sent(server).Should().BeEmpty();
        server.NextTimeout.Should().Be(ticks < 0 ? last : begin + (10 * Second), "the session's end is all that is due");
    }

    private static void SentAfter(ServerOptions options, int ticks, params int[] waits)
    {
        using SessionServer server = new(options, new CountingThenSilent());
        var now = TimeSpan.FromSeconds(100);
        SendNews(server, now);
        foreach (int wait in waits)
        {
            TimeSpan due = now + TimeSpan.FromMilliseconds(wait);
            server.NextTimeout.Should().Be(due);
            now = due + TimeSpan.FromTicks(ticks);
            server.HandleTimeout(now);
            Sent(server).Should().HaveCount(ticks < 0 ? 0 : 1);
            if (ticks < 0)
            {
                now = due;
                server.HandleTimeout(now);
                Sent(server).Should().ContainSingle();
            }
        }
    }

    /// <summary>Sends a message to a client that has shown that it is there.</summary>
    private static void SendNews(SessionServer server, TimeSpan now)
    {
        server.HandleDatagram("""{"type":"HANDSHAKE_INIT"}"""u8, Addresses.Phone, now);
        string ack = Sent(server).Single();
        SessionId.TryParse(ack.Split('"')[7], out SessionId id).Should().BeTrue();
        server.HandleDatagram(
            Encoding.UTF8.GetBytes($$"""{"type":"DATA","session_id":"{{id}}","seq":1,"payload":"x"}"""),
            Addresses.Phone,
            now
        );
        Sent(server);
        server.TrySend(id, "news"u8, now, out _).Should().BeTrue();
        Sent(server).Should().ContainSingle();
    }

    private static string Unknown(ServerBench bench, TransportAddress? from = null) => bench.Data(new SessionId(1), 1, from);

    private static string Handshake(ServerBench bench, int port) =>
        bench.Ask("""{"type":"HANDSHAKE_INIT"}""", TransportAddress.FromIPv4(198, 51, 100, 7, (ushort)port));

    private static List<string> Sent(SessionServer server)
    {
        byte[] buffer = new byte[4_096];
        List<string> sent = [];
        while (server.TryPollTransmit(buffer, out int length, out _))
        {
            sent.Add(Encoding.UTF8.GetString(buffer, 0, length));
        }

        return sent;
    }

    /// <summary>Ids differ, and jitter, which is drawn in two bytes, is none.</summary>
    private sealed class CountingThenSilent : IEntropySource
    {
        private byte _next = 1;

        public void Fill(Span<byte> destination)
        {
            if (destination.Length == 2)
            {
                destination.Clear();
                return;
            }

            destination.Fill(_next++);
        }
    }
}
