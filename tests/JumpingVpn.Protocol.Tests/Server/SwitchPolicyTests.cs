using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Protocol.Tests.Server;

/// <summary>A session that flaps is held back, to the tick, and loses nothing by it.</summary>
public sealed class SwitchPolicyTests : IDisposable
{
    private readonly ServerBench _bench = new();
    private readonly SessionId _id;
    private int _nonces;

    public SwitchPolicyTests() => _id = _bench.Handshake();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [Trait("timer", "server.switch-cooldown")]
    public void After_a_switch_the_next_waits_for_the_cooldown_to_the_tick(int ticks, bool allowed)
    {
        Switch().Should().Contain("REATTACH_ACK");
        SessionView before = _bench.View(_id);
        _bench.Now += TimeSpan.FromMilliseconds(500) + TimeSpan.FromTicks(ticks);

        string answer = Switch();

        answer.Should().Contain(allowed ? "REATTACH_ACK" : "\"code\":\"POLICY_DENY\",\"reason\":\"switch_cooldown\"");
        _bench.View(_id).Switches.Should().Be(allowed ? 2 : 1);
        if (!allowed)
        {
            _bench.View(_id).Should().Be(before);
            _bench.Events[^1].Kind.Should().Be(SessionEventKind.ReattachRejected);
        }
    }

    [Fact]
    public void What_was_refused_may_be_asked_again_with_the_same_nonce()
    {
        Switch();
        _bench.Reattach(_id, "00000000000000ff", Addresses.Phone).Should().Contain("switch_cooldown");
        _bench.Now += TimeSpan.FromMilliseconds(500);

        _bench.Reattach(_id, "00000000000000ff", Addresses.Phone).Should().Contain("REATTACH_ACK");
    }

    [Fact]
    public void The_first_switch_waits_for_nothing() => Switch().Should().Contain("REATTACH_ACK");

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [Trait("timer", "server.maximum-switches-per-minute")]
    public void The_eleventh_switch_waits_until_the_first_is_a_minute_old(int ticks, bool allowed)
    {
        TimeSpan first = _bench.Now;
        for (int i = 0; i < 10; i++, _bench.Now += TimeSpan.FromSeconds(1))
        {
            Switch().Should().Contain("REATTACH_ACK");
        }

        for (; _bench.Now < first + TimeSpan.FromMinutes(1) - TimeSpan.FromSeconds(1); _bench.Now += TimeSpan.FromSeconds(20))
        {
            _bench.Keepalive(_id, (long)_bench.Now.TotalSeconds, _bench.View(_id).Binding);
        }

        _bench.Now = first + TimeSpan.FromMinutes(1) + TimeSpan.FromTicks(ticks);

        Switch().Should().Contain(allowed ? "REATTACH_ACK" : "\"code\":\"POLICY_DENY\",\"reason\":\"switch_rate\"");

        _bench.EventsOf<PolicyEvent>().Should().HaveCount(allowed ? 0 : 1);
        if (!allowed)
        {
            PolicyEvent e = _bench.EventsOf<PolicyEvent>().Single();
            (e.Reason, e.Limit, e.Observed, e.SessionId).Should().Be((ReasonCode.SwitchRate, 10, 11, _id));
        }
    }

    [Fact]
    public void A_session_that_flaps_keeps_its_data_where_it_is()
    {
        Switch();
        Switch().Should().Contain("switch_cooldown");

        _bench.Data(_id, 1, _bench.View(_id).Binding).Should().Contain("DATA_ACK");
    }

    [Fact]
    public void One_session_is_not_held_back_for_another()
    {
        Switch();
        SessionId other = _bench.Handshake(Addresses.Eve);

        _bench.Reattach(other, "00000000000000ff").Should().Contain("REATTACH_ACK");
    }

    [Fact]
    public void The_acknowledgement_of_a_switch_is_repeated_whatever_the_policy()
    {
        string acknowledged = Switch();
        _nonces--;

        Switch().Should().Be(acknowledged);
    }

    private string Switch()
    {
        _nonces++;
        return _bench.Reattach(_id, $"00000000000000{_nonces:x2}", Addresses.Phone.WithPort((ushort)(50_000 + _nonces)));
    }
}
