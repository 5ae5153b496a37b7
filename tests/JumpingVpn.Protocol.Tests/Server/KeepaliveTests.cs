using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Protocol.Tests.Server;

public sealed class KeepaliveTests : IDisposable
{
    private static readonly TimeSpan Ttl = TimeSpan.FromSeconds(30);

    private readonly ServerBench _bench = new();
    private readonly SessionId _id;

    public KeepaliveTests() => _id = _bench.Handshake();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void It_is_acknowledged_with_its_number_and_restarts_the_time_to_live()
    {
        _bench.Now += Ttl - new TimeSpan(1);

        _bench.Keepalive(_id, 7).Should().Be($$"""{"type":"KEEPALIVE_ACK","session_id":"{{_id}}","seq":7}""");

        _bench.View(_id).ExpiresAt.Should().Be(_bench.Now + Ttl);
        _bench.Server.NextTimeout.Should().Be(_bench.Now + Ttl);
        _bench.EventsOf<KeepaliveAccepted>().Should().ContainSingle().Which.Sequence.Should().Be(7);
        _bench.View(_id).StateVersion.Should().Be(1, "a keepalive changes no state");
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    public void One_at_the_edge_of_the_time_to_live(long ticks, bool alive)
    {
        _bench.Now += Ttl + new TimeSpan(ticks);

        _bench.Keepalive(_id, 1).Should().Contain(alive ? "KEEPALIVE_ACK" : "session_expired");
        _bench.Server.SessionCount.Should().Be(alive ? 1 : 0);
    }

    [Fact]
    public void From_another_address_it_is_refused_and_changes_nothing()
    {
        _bench.Now += TimeSpan.FromSeconds(1);
        SessionView before = _bench.View(_id);

        _bench.Keepalive(_id, 1, Addresses.Eve).Should().Contain("WRONG_TRANSPORT");

        _bench.View(_id).Should().Be(before);
        MessageRejected rejected = _bench.EventsOf<MessageRejected>().Should().ContainSingle().Subject;
        rejected.From.Should().Be(Addresses.Eve);
        rejected.Bound.Should().Be(Addresses.Phone);
    }

    [Fact]
    public void A_replayed_one_is_answered_again_but_keeps_nothing_alive()
    {
        _bench.Keepalive(_id, 5);
        TimeSpan expires = _bench.View(_id).ExpiresAt;
        _bench.Now += TimeSpan.FromSeconds(10);

        _bench.Keepalive(_id, 5).Should().Contain("KEEPALIVE_ACK");
        _bench.Keepalive(_id, 4).Should().Contain("KEEPALIVE_ACK");

        _bench.View(_id).ExpiresAt.Should().Be(expires);
        _bench.EventsOf<KeepaliveAccepted>().Should().ContainSingle();
    }

    [Fact]
    public void For_an_unknown_session_it_is_refused()
    {
        _bench.Keepalive(new SessionId(1), 1).Should().Contain("\"reason\":\"unknown_session\"");
        _bench.Server.SessionCount.Should().Be(1);
    }
}
