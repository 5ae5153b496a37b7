using System.Text;
using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Events;
using JumpingVpn.Protocol.Server.Limits;

namespace JumpingVpn.Protocol.Tests.Server;

/// <summary>Each source has its share of what no live session vouches for, and a live session is never held to it.</summary>
public sealed class FloodTests : IDisposable
{
    private const string Unknown = """{"type":"DATA","session_id":"S-0000000000000000","payload":"x"}""";

    private readonly ServerBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_source_has_its_burst_and_is_then_told_once_a_second()
    {
        Flood(200, "UNKNOWN_SESSION").Should().Be(200);
        _bench.Ask(Unknown, Addresses.Eve).Should().Be("""{"type":"ERROR","code":"RATE_LIMITED","reason":"rate_limited"}""");
        Flood(100, "").Should().Be(100, "silence");
        _bench.Now += TimeSpan.FromMilliseconds(10);
        Flood(1, "UNKNOWN_SESSION").Should().Be(1, "one more came in a hundredth of a second");
        Flood(1, "").Should().Be(1);
        _bench.Server.Counters.Refused(RefusalCode.RateLimited).Should().Be(102);
        _bench.Server.Counters.Refused(RefusalCode.UnknownSession).Should().Be(201);
    }

    [Theory]
    [InlineData("""{"type":"HANDSHAKE_INIT"}""")]
    [InlineData("""{"type":"HANDSHAKE_INIT","nonce":"0123456789abcdef"}""")]
    [InlineData(
        """{"type":"REATTACH_REQUEST","session_id":"S-0000000000000000","nonce":"0123456789abcdef","proof":"""
            + "\"0000000000000000000000000000000000000000000000000000000000000000\"}"
    )]
    [InlineData("""{"type":"KEEPALIVE","session_id":"S-0000000000000000","seq":1}""")]
    [InlineData("""{"type":"TERMINATE","session_id":"S-0000000000000000"}""")]
    [InlineData("""{"type":"DANCE","padding":"0123456789"}""")]
    [InlineData("""{"type":"DATA","padding":"0123456789"}""")]
    [InlineData(Unknown)]
    public void Everything_that_no_session_vouches_for_counts(string datagram)
    {
        for (int i = 0; i < 200; i++)
        {
            _bench.Ask(datagram, Addresses.Eve).Should().NotContain("RATE_LIMITED");
        }

        _bench.Ask(datagram, Addresses.Eve).Should().Contain("RATE_LIMITED");
    }

    [Fact]
    public void A_session_moves_to_an_address_that_others_flood_from()
    {
        SessionId id = _bench.Handshake();
        Flood(300, expected: null, Addresses.PhoneMoved);

        _bench.Reattach(id, "00112233445566aa", Addresses.PhoneMoved).Should().Contain("REATTACH_ACK");

        _bench.Server.Counters.Refused(RefusalCode.RateLimited).Should().Be(100, "the flood's own");
    }

    [Fact]
    public void Nothing_is_computed_where_the_source_and_the_session_are_over_their_shares()
    {
        SessionId id = _bench.Handshake();
        SpendBothShares(id);

        _bench.Reattach(id, "00112233445566aa", Addresses.PhoneMoved).Should().Contain("RATE_LIMITED").And.Contain("00112233445566aa");

        _bench.View(id).Switches.Should().Be(0, "although the proof was right");
        _bench.Now += TimeSpan.FromMilliseconds(10);
        _bench.Reattach(id, "00112233445566aa", Addresses.PhoneMoved).Should().Contain("REATTACH_ACK", "the refusal cost no nonce");
    }

    [Theory]
    [InlineData(-1, "")]
    [InlineData(0, "BAD_PROOF")]
    [InlineData(1, "BAD_PROOF")]
    public void The_share_of_a_session_grows_by_one_in_half_a_second(int ticks, string expected)
    {
        SessionId id = _bench.Handshake();
        SpendBothShares(id);
        _bench.Now += TimeSpan.FromMilliseconds(500) + new TimeSpan(ticks);
        Flood(200, expected: null, Addresses.PhoneMoved); // what its source has got back meanwhile

        string answer = _bench.Reattach(id, "00112233445566aa", Addresses.PhoneMoved, proof: new string('0', 64));

        (answer.Contains("BAD_PROOF", StringComparison.Ordinal) ? "BAD_PROOF" : "").Should().Be(expected);
    }

    [Fact]
    public void The_share_of_one_session_is_no_other_ones()
    {
        SessionId spent = _bench.Handshake();
        SessionId other = _bench.Handshake(Addresses.Phone.WithPort(7));
        SpendBothShares(spent);

        _bench.Reattach(spent, "00112233445566aa", Addresses.PhoneMoved).Should().NotContain("ACK");
        _bench.Reattach(other, "00112233445566aa", Addresses.PhoneMoved).Should().Contain("REATTACH_ACK");
    }

    [Fact]
    public void A_live_session_is_never_starved_by_its_own_source()
    {
        SessionId id = _bench.Handshake();
        Flood(1_000, expected: null, Addresses.Phone.WithPort(1));
        for (int i = 1; i <= 1_000; i++)
        {
            _bench.Data(id, i).Should().Contain("DATA_ACK");
            _bench.Keepalive(id, i).Should().Contain("KEEPALIVE_ACK");
        }

        _bench.Terminate(id);
        _bench.Server.SessionCount.Should().Be(0);
    }

    [Fact]
    public void One_source_is_not_held_to_account_for_another()
    {
        Flood(500, expected: null);

        _bench.Handshake();
    }

    [Fact]
    public void A_source_makes_one_event_a_second_with_the_number_beyond_what_is_logged()
    {
        Flood(1_000, expected: null);
        _bench.EventsOf<DataRejected>().Should().HaveCount(20);
        _bench.EventsOf<RateLimited>().Should().BeEmpty();
        TimeSpan opened = _bench.Now;
        _bench.Server.NextTimeout.Should().Be(opened + TimeSpan.FromSeconds(1));

        _bench.Now = opened + TimeSpan.FromSeconds(1) - TimeSpan.FromTicks(1);
        _bench.Tick();
        _bench.EventsOf<RateLimited>().Should().BeEmpty();
        _bench.Now += TimeSpan.FromTicks(1);
        _bench.Tick();

        RateLimited summary = _bench.EventsOf<RateLimited>().Should().ContainSingle().Which;
        summary.From.Should().Be(Addresses.Eve);
        summary.Count.Should().Be(1_000 - 20);
        summary.Limit.Should().Be(100);
        _bench.Server.NextTimeout.Should().BeNull();
    }

    [Fact]
    public void All_sources_together_are_logged_up_to_a_bound_and_the_rest_is_one_event()
    {
        byte[] datagram = Encoding.UTF8.GetBytes(Unknown);
        for (uint i = 0; i < 5_000; i++)
        {
            _bench.Ask(datagram, TransportAddress.FromIPv4(0x0A00_0000 + i, 1)).Should().Contain("UNKNOWN_SESSION");
        }

        _bench.EventsOf<DataRejected>().Should().HaveCount(1_000);
        _bench.Now += TimeSpan.FromSeconds(1);
        _bench.Tick();
        PolicyEvent summary = _bench.EventsOf<PolicyEvent>().Should().ContainSingle().Which;
        summary.Reason.Should().Be(ReasonCode.RefusalsNotLogged);
        summary.Limit.Should().Be(1_000);
        summary.Observed.Should().Be(4_000);
        _bench.EventsOf<RateLimited>().Should().BeEmpty();
    }

    [Fact]
    public void A_replay_flood_makes_no_more_security_events_than_a_source_may_log()
    {
        SessionId id = _bench.Handshake();
        _bench.Reattach(id, "00112233445566aa");
        for (int i = 0; i < 150; i++)
        {
            _bench.Reattach(id, "00112233445566aa", Addresses.Eve).Should().Contain("REPLAY_DETECTED");
        }

        _bench.EventsOf<SecurityEvent>().Should().HaveCount(20);
        _bench.EventsOf<ReattachRejected>().Should().HaveCount(20);
    }

    [Fact]
    public void Four_hundred_thousand_sources_leave_no_memory_behind()
    {
        using var server = new SessionServer(new ServerOptions(), new TestEntropy(1));
        byte[] datagram = Encoding.UTF8.GetBytes(Unknown);
        byte[] answer = new byte[4096];
        void Flood(uint from, uint count)
        {
            for (uint i = from; i < from + count; i++)
            {
                server.HandleDatagram(datagram, TransportAddress.FromIPv4(i, 1), TimeSpan.FromTicks(i));
                while (server.TryPollEvent(out _, out _) || server.TryPollTransmit(answer, out _, out _)) { }
            }
        }

        Flood(0, 100_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Flood(100_000, 300_000);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(SourceBuckets.MaximumBytes);
    }

    /// <summary>To the last of each, so that nothing was refused yet.</summary>
    private void SpendBothShares(SessionId id)
    {
        Flood(200, "UNKNOWN_SESSION", Addresses.PhoneMoved).Should().Be(200);
        for (int i = 0; i < 8; i++)
        {
            _bench.Reattach(id, $"00112233445566{i:x2}", Addresses.PhoneMoved, proof: new string('0', 64)).Should().Contain("BAD_PROOF");
        }
    }

    private int Flood(int count, string? expected, TransportAddress? from = null)
    {
        int asExpected = 0;
        for (int i = 0; i < count; i++)
        {
            string answer = _bench.Ask(Unknown, from ?? Addresses.Eve);
            asExpected +=
                expected is null || (expected.Length == 0 ? answer.Length == 0 : answer.Contains(expected, StringComparison.Ordinal))
                    ? 1
                    : 0;
        }

        return asExpected;
    }
}
