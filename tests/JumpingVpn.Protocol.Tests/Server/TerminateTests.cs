using System.Text;
using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Protocol.Tests.Server;

public sealed class TerminateTests : IDisposable
{
    private readonly ServerBench _bench = new();
    private readonly SessionId _id;

    public TerminateTests() => _id = _bench.Handshake();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void The_bound_client_ends_its_session_for_good()
    {
        _bench.Reattach(_id, "00112233445566aa", Addresses.Phone);
        _bench.Now += TimeSpan.FromSeconds(4);
        _bench.Events.Clear();

        _bench.Terminate(_id).Should().BeEmpty("an end needs no answer");

        _bench.Server.SessionCount.Should().Be(0);
        _bench.Events.Select(e => e.Kind).Should().Equal(SessionEventKind.StateChange, SessionEventKind.SessionTerminated);
        StateChange change = _bench.EventsOf<StateChange>().Single();
        (change.To, change.StateVersion).Should().Be((SessionState.Terminated, 3));
        SessionTerminated end = _bench.EventsOf<SessionTerminated>().Single();
        (end.Cause, end.Lifetime, end.Switches).Should().Be((TransitionReason.ExplicitTermination, TimeSpan.FromSeconds(4), 1));
        _bench.Server.NextTimeout.Should().BeNull();
    }

    [Fact]
    public void Nothing_is_accepted_after_the_end_and_the_answer_says_why()
    {
        _bench.Terminate(_id);

        foreach (
            string answer in new[]
            {
                _bench.Data(_id, 1),
                _bench.Keepalive(_id, 1),
                _bench.Terminate(_id),
                _bench.Reattach(_id, "00112233445566aa"),
            }
        )
        {
            answer.Should().Contain("\"code\":\"UNKNOWN_SESSION\",\"reason\":\"session_terminated\"");
        }

        _bench.Server.SessionCount.Should().Be(0);
    }

    [Fact]
    public void A_forged_one_from_an_unbound_address_changes_nothing()
    {
        SessionView before = _bench.View(_id);

        _bench.Terminate(_id, Addresses.Eve).Should().Contain("WRONG_TRANSPORT");

        _bench.View(_id).Should().Be(before);
        _bench.Data(_id, 1).Should().Contain("DATA_ACK");
    }

    [Fact]
    public void A_reason_that_this_version_does_not_know_ends_it_all_the_same()
    {
        _bench.Terminate(_id, reason: "battery_low").Should().BeEmpty();
        _bench.EventsOf<SessionTerminated>().Single().Reason.Should().Be(ReasonCode.SessionTerminated);
    }

    [Theory]
    [InlineData(-1, "")]
    [InlineData(0, "session_expired")]
    [InlineData(1, "session_expired")]
    public void One_at_the_edge_of_the_time_to_live(long ticks, string answer)
    {
        _bench.Now += TimeSpan.FromSeconds(30) + new TimeSpan(ticks);

        string answered = _bench.Terminate(_id);

        answered.Contains("session_expired", StringComparison.Ordinal).Should().Be(answer.Length > 0);
        _bench.EventsOf<SessionTerminated>().Should().HaveCount(answer.Length == 0 ? 1 : 0);
        _bench.EventsOf<SessionExpired>().Should().HaveCount(answer.Length == 0 ? 0 : 1);
    }

    [Fact]
    public void The_server_ends_a_session_and_tells_the_address_that_has_shown_that_it_holds_it()
    {
        _bench.Data(_id, 1);

        _bench.Server.Terminate(_id, _bench.Now, ReasonCode.PolicyDeny).Should().BeTrue();

        Sent().Should().Be((Addresses.Phone, $$"""{"type":"TERMINATE","session_id":"{{_id}}","reason":"policy_deny"}"""));
        _bench.Server.SessionCount.Should().Be(0);
        _bench.Server.Terminate(_id, _bench.Now).Should().BeFalse("it is over");
        Sent().Datagram.Should().BeEmpty();
    }

    [Fact]
    public void The_server_sends_nothing_to_an_address_that_only_asked_for_a_session()
    {
        _bench.Server.Terminate(_id, _bench.Now).Should().BeTrue();

        Sent().Datagram.Should().BeEmpty("the source of the handshake may be forged");
        _bench.Server.SessionCount.Should().Be(0);
    }

    private (TransportAddress To, string Datagram) Sent()
    {
        byte[] buffer = new byte[4_096];
        return _bench.Server.TryPollTransmit(buffer, out int length, out TransportAddress to)
            ? (to, Encoding.UTF8.GetString(buffer, 0, length))
            : (default, "");
    }
}
