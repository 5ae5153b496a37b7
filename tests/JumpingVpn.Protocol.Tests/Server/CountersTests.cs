using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Protocol.Tests.Server;

/// <summary>What an operator reads: each thing is counted as what it was, once.</summary>
public sealed class CountersTests : IDisposable
{
    private readonly ServerBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_keepalive_counts_where_its_number_is_new()
    {
        SessionId id = _bench.Handshake();
        foreach (int sequence in (int[])[5, 5, 4, 6])
        {
            _bench.Keepalive(id, sequence).Should().Contain("KEEPALIVE_ACK");
        }

        _bench.Server.Counters.KeepalivesAccepted.Should().Be(2);
        _bench.EventsOf<KeepaliveAccepted>().Select(e => e.Sequence).Should().Equal(5, 6);
    }

    [Fact]
    public void Each_end_counts_as_what_it_was()
    {
        SessionId[] ids = [.. Enumerable.Range(0, 3).Select(_ => _bench.Handshake())];
        _bench.Terminate(ids[0]);
        _bench.Server.Terminate(ids[1], _bench.Now).Should().BeTrue();
        _bench.Now += TimeSpan.FromSeconds(30);
        _bench.Tick();

        ServerCounters counters = _bench.Server.Counters;
        (counters.SessionsCreated, counters.SessionsTerminated, counters.SessionsExpired).Should().Be((3, 2, 1));
    }

    [Fact]
    public void What_the_client_gives_as_its_reason_is_the_reason()
    {
        SessionId silent = _bench.Handshake();
        SessionId outspoken = _bench.Handshake();

        _bench.Ask($$"""{"type":"TERMINATE","session_id":"{{silent}}"}""");
        _bench.Terminate(outspoken, reason: "lifetime_expired");

        _bench
            .EventsOf<SessionTerminated>()
            .Select(e => (e.SessionId, e.Reason))
            .Should()
            .Equal((silent, ReasonCode.SessionTerminated), (outspoken, ReasonCode.LifetimeExpired));
    }

    [Fact]
    public void What_is_remembered_is_summed_over_the_sessions()
    {
        SessionId[] ids = [.. Enumerable.Range(0, 3).Select(_ => _bench.Handshake())];
        _bench.Ask("""{"type":"HANDSHAKE_INIT","nonce":"0123456789abcdef"}""");
        _bench.Reattach(ids[0], "00000000000000a1");
        _bench.Reattach(ids[1], "00000000000000b1");
        _bench.Now += TimeSpan.FromSeconds(1);
        _bench.Reattach(ids[1], "00000000000000b2", Addresses.Phone);
        _bench.Terminate(ids[2]);

        ServerMemory memory = _bench.Server.Memory;

        (memory.Sessions, memory.Nonces, memory.Tombstones, memory.Handshakes).Should().Be((3, 3, 1, 1));
    }

    [Fact]
    public void An_id_of_a_session_that_has_ended_is_not_given_again()
    {
        using var server = new SessionServer(new ServerOptions(), new TwiceEntropy());
        server.HandleDatagram("{\"type\":\"HANDSHAKE_INIT\"}"u8, Addresses.Phone, TimeSpan.Zero);
        var first = new SessionId(0x0101_0101_0101_0101);
        server.Terminate(first, TimeSpan.Zero).Should().BeTrue();

        server.HandleDatagram("{\"type\":\"HANDSHAKE_INIT\"}"u8, Addresses.Phone, TimeSpan.Zero);

        server.TryGetSession(first, out _).Should().BeFalse();
        server.TryGetSession(new SessionId(0x0202_0202_0202_0202), out _).Should().BeTrue();
    }

    /// <summary>Gives zeros first, and from then on each byte to two draws.</summary>
    private sealed class TwiceEntropy : IEntropySource
    {
        private int _draws;

        public void Fill(Span<byte> destination) => destination.Fill((byte)(++_draws / 2));
    }
}
