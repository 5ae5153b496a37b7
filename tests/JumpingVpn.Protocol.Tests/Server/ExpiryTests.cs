using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Protocol.Tests.Server;

public sealed class ExpiryTests : IDisposable
{
    private static readonly TimeSpan Ttl = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Tick = new(1);

    private readonly ServerBench _bench = new();
    private readonly SessionId _id;

    public ExpiryTests() => _id = _bench.Handshake();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [Trait("timer", "server.idle-ttl")]
    public void Data_at_the_edge_of_the_time_to_live(long ticks, bool alive)
    {
        _bench.Now += Ttl + new TimeSpan(ticks);

        _bench.Data(_id, 1).Should().Contain(alive ? "DATA_ACK" : "session_expired");
        _bench.Server.SessionCount.Should().Be(alive ? 1 : 0);
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [Trait("timer", "server.idle-ttl")]
    public void A_reattach_at_the_edge_of_the_time_to_live(long ticks, bool alive)
    {
        _bench.Now += Ttl + new TimeSpan(ticks);

        _bench.Reattach(_id, "00112233445566aa").Should().Contain(alive ? "REATTACH_ACK" : "session_expired");
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [Trait("timer", "server.idle-ttl")]
    public void The_timer_at_the_edge_of_the_time_to_live(long ticks, bool alive)
    {
        _bench.Server.NextTimeout.Should().Be(_bench.Now + Ttl);
        _bench.Now += Ttl + new TimeSpan(ticks);

        _bench.Tick();

        _bench.Server.TryGetSession(_id, out _).Should().Be(alive);
    }

    [Fact]
    public void Accepted_data_restarts_the_time_to_live()
    {
        _bench.Now += Ttl - Tick;
        _bench.Data(_id, 1);
        _bench.Now += Ttl - Tick;

        _bench.Data(_id, 2).Should().Contain("DATA_ACK");
    }

    [Fact]
    public void Refused_messages_do_not_restart_it()
    {
        _bench.Now += Ttl - Tick;
        _bench.Data(_id, 1, Addresses.Eve).Should().Contain("WRONG_TRANSPORT");
        _bench.Reattach(_id, "00112233445566aa", proof: new string('0', 64)).Should().Contain("BAD_PROOF");
        _bench.Now += Tick;

        _bench.Data(_id, 1).Should().Contain("session_expired");
    }

    [Fact]
    public void It_ends_with_one_transition_and_one_event_that_say_why()
    {
        _bench.Now += TimeSpan.FromSeconds(12);
        _bench.Data(_id, 1);
        _bench.Events.Clear();
        _bench.Now += Ttl;
        _bench.Tick();
        _bench.Tick();

        _bench.Events.Select(e => e.Kind).Should().Equal(SessionEventKind.StateChange, SessionEventKind.SessionExpired);
        StateChange change = _bench.EventsOf<StateChange>().Single();
        (change.Cause, change.StateVersion).Should().Be((TransitionReason.TtlSessionExpired, 2));
        _bench.EventsOf<SessionExpired>().Single().Lifetime.Should().Be(TimeSpan.FromSeconds(42));
        _bench.Server.NextTimeout.Should().BeNull();
    }

    [Fact]
    public void Sessions_expire_in_the_order_of_their_last_activity()
    {
        _bench.Now += TimeSpan.FromSeconds(1);
        SessionId second = _bench.Handshake();
        _bench.Now += TimeSpan.FromSeconds(1);
        SessionId third = _bench.Handshake();
        _bench.Now += TimeSpan.FromSeconds(1);
        _bench.Data(_id, 1);
        _bench.Server.NextTimeout.Should().Be(TimeSpan.FromSeconds(131), "the second is now the one idle for longest");

        _bench.Now = TimeSpan.FromSeconds(200);
        _bench.Tick();

        _bench.EventsOf<SessionExpired>().Select(e => e.SessionId).Should().Equal(second, third, _id);
    }

    [Fact]
    public void A_clock_that_goes_back_revives_nothing()
    {
        _bench.Now += Ttl;
        _bench.Tick();
        _bench.Now -= Ttl;

        _bench.Data(_id, 1).Should().Contain("session_expired");
        _bench.Handshake();
        _bench.Server.NextTimeout.Should().Be(_bench.Now + Ttl + Ttl);
    }

    [Fact]
    public void The_memory_of_ended_sessions_is_bounded_and_loses_the_oldest()
    {
        using var bench = new ServerBench(new ServerOptions { MaximumTombstones = 2 });
        SessionId[] ids = [bench.Handshake(), bench.Handshake(), bench.Handshake()];
        bench.Now += Ttl;
        bench.Tick();

        bench.Data(ids[0], 1).Should().Contain("\"reason\":\"unknown_session\"");
        bench.Data(ids[1], 1).Should().Contain("\"reason\":\"session_expired\"");
        bench.Data(ids[2], 1).Should().Contain("\"reason\":\"session_expired\"");
    }

    [Fact]
    public void Many_that_are_due_at_once_leave_in_shares_and_none_is_served_meanwhile()
    {
        using var bench = new ServerBench();
        SessionId[] ids = [.. Enumerable.Range(0, 100).Select(_ => bench.Handshake())];
        bench.Now += Ttl;

        bench.Ask("x");
        bench.Server.SessionCount.Should().Be(68, "one datagram clears at most 32");
        bench.Server.NextTimeout.Should().Be(bench.Now);
        bench.Data(ids[99], 1).Should().Contain("session_expired");
        bench.Tick();
        bench.Server.SessionCount.Should().Be(0);
        bench.EventsOf<SessionExpired>().Should().HaveCount(100);
    }
}
