using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Protocol.Tests.Server;

public sealed class LifetimeTests : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    private readonly ServerBench _bench = new(new ServerOptions { MaximumLifetime = Lifetime });
    private readonly SessionId _id;
    private readonly TimeSpan _start;

    public LifetimeTests()
    {
        _id = _bench.Handshake();
        _start = _bench.Now;
    }

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void It_is_an_hour_unless_said_otherwise() => new ServerOptions().MaximumLifetime.Should().Be(TimeSpan.FromHours(1));

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [Trait("timer", "server.maximum-lifetime")]
    public void A_busy_session_at_the_edge_of_its_lifetime(long ticks, bool alive)
    {
        KeepBusyUntil(_start + Lifetime + new TimeSpan(ticks));

        _bench.Data(_id, 100).Should().Contain(alive ? "DATA_ACK" : "\"reason\":\"lifetime_expired\"");
        _bench.Server.SessionCount.Should().Be(alive ? 1 : 0);
    }

    [Fact]
    public void The_last_of_many_that_end_at_the_same_tick_is_not_late()
    {
        using var bench = new ServerBench(new ServerOptions { MaximumLifetime = TimeSpan.FromSeconds(20) });
        SessionId last = default;
        for (int i = 0; i < 100; i++) // more than one datagram lets expire
        {
            last = bench.Handshake();
        }

        bench.Now += TimeSpan.FromSeconds(20);

        bench.Data(last, 1).Should().Contain("\"reason\":\"lifetime_expired\"");
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [Trait("timer", "server.maximum-lifetime")]
    public void The_timer_at_the_edge_of_the_lifetime(long ticks, bool alive)
    {
        KeepBusyUntil(_start + Lifetime + new TimeSpan(ticks));
        _bench.Server.NextTimeout.Should().Be(_start + Lifetime);
        _bench.View(_id).ExpiresAt.Should().Be(_start + Lifetime);

        _bench.Tick();

        _bench.Server.TryGetSession(_id, out _).Should().Be(alive);
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    public void A_reattach_does_not_prolong_it(long ticks, bool alive)
    {
        KeepBusyUntil(_start + Lifetime + new TimeSpan(ticks));

        _bench.Reattach(_id, "00112233445566aa").Should().Contain(alive ? "REATTACH_ACK" : "lifetime_expired");
    }

    [Fact]
    public void It_ends_with_one_transition_and_one_event_that_say_why()
    {
        KeepBusyUntil(_start + Lifetime);
        _bench.Events.Clear();
        _bench.Tick();
        _bench.Tick();

        _bench.Events.Select(e => e.Kind).Should().Equal(SessionEventKind.StateChange, SessionEventKind.SessionExpired);
        _bench.EventsOf<StateChange>().Single().Cause.Should().Be(TransitionReason.TtlLifetimeExpired);
        _bench.EventsOf<SessionExpired>().Single().Cause.Should().Be(TransitionReason.TtlLifetimeExpired);
        _bench.EventsOf<SessionExpired>().Single().Lifetime.Should().Be(Lifetime);
        _bench.Server.NextTimeout.Should().BeNull();
    }

    [Fact]
    public void Where_both_bounds_are_met_at_once_the_idle_one_is_the_reason()
    {
        _bench.Now = _start + TimeSpan.FromSeconds(30);
        _bench.Data(_id, 1).Should().Contain("session_expired", "the idle bound was met at this very tick");

        using var both = new ServerBench(new ServerOptions { MaximumLifetime = TimeSpan.FromSeconds(30) });
        both.Handshake();
        both.Now += TimeSpan.FromSeconds(30);
        both.Tick();
        both.EventsOf<SessionExpired>().Single().Cause.Should().Be(TransitionReason.TtlSessionExpired);
    }

    [Fact]
    public void The_oldest_goes_first_and_one_that_has_left_in_between_leaves_no_gap()
    {
        _bench.Now += TimeSpan.FromSeconds(1);
        SessionId second = _bench.Handshake();
        _bench.Now += TimeSpan.FromSeconds(1);
        SessionId third = _bench.Handshake();
        _bench.Terminate(second);
        foreach (int second10 in new[] { 20, 40, 59 })
        {
            _bench.Now = _start + TimeSpan.FromSeconds(second10);
            _bench.Data(_id, second10);
            _bench.Data(third, second10);
        }

        _bench.Now = _start + Lifetime;
        _bench.Tick();
        _bench.Server.TryGetSession(third, out _).Should().BeTrue();
        _bench.Server.NextTimeout.Should().Be(_start + TimeSpan.FromSeconds(62));
        _bench.Now = _start + TimeSpan.FromSeconds(62);
        _bench.Tick();
        _bench.EventsOf<SessionExpired>().Select(e => e.SessionId).Should().Equal(_id, third);
    }

    [Fact]
    public void Many_lifetimes_that_end_at_once_leave_in_shares()
    {
        var end = TimeSpan.FromSeconds(20);
        using var bench = new ServerBench(new ServerOptions { MaximumLifetime = end, RetryPolicy = RetryPolicy.Never });
        for (uint i = 0; i < 5_000; i++)
        {
            bench.Handshake(TransportAddress.FromIPv4(0x0A00_0000u + i, 4_500));
        }

        bench.Now += end;

        bench.Ask("x");
        bench.Server.SessionCount.Should().Be(4_968, "one datagram clears at most 32");
        bench.Server.NextTimeout.Should().Be(bench.Now);
        bench.Tick();
        bench.Server.SessionCount.Should().Be(872, "one timeout clears at most 4,096");
        bench.Tick();
        bench.Server.SessionCount.Should().Be(0);
        bench.EventsOf<SessionExpired>().Should().HaveCount(5_000);
        bench.Server.Counters.SessionsExpired.Should().Be(5_000);
    }

    [Fact]
    public void What_ends_idle_and_what_ends_by_its_lifetime_share_one_bound()
    {
        using var bench = new ServerBench(new ServerOptions { MaximumLifetime = Lifetime });
        SessionId[] busy = [.. Enumerable.Range(0, 40).Select(_ => bench.Handshake())];
        for (int sequence = 1; sequence <= 2; sequence++)
        {
            bench.Now += TimeSpan.FromSeconds(20);
            Array.ForEach(busy, id => bench.Data(id, sequence));
        }

        for (int i = 0; i < 20; i++)
        {
            bench.Handshake();
        }

        bench.Now = _start + TimeSpan.FromSeconds(59);
        Array.ForEach(busy, id => bench.Data(id, 3));
        bench.Now = _start + TimeSpan.FromSeconds(70);

        bench.Ask("x");

        bench.EventsOf<SessionExpired>().Count(e => e.Reason == ReasonCode.SessionExpired).Should().Be(20);
        bench.EventsOf<SessionExpired>().Count(e => e.Reason == ReasonCode.LifetimeExpired).Should().Be(12);
    }

    private void KeepBusyUntil(TimeSpan end)
    {
        long sequence = 1;
        while (_bench.Now + TimeSpan.FromSeconds(20) < _start + Lifetime)
        {
            _bench.Now += TimeSpan.FromSeconds(20);
            _bench.Data(_id, sequence++).Should().Contain("DATA_ACK");
        }

        _bench.Now = end;
    }
}
