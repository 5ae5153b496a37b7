using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Protocol.Tests.Server;

public sealed class HandshakeTests : IDisposable
{
    private readonly ServerBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_prototypes_handshake_of_26_bytes_is_answered_within_78()
    {
        string answer = _bench.Ask("""{"type": "HANDSHAKE_INIT"}""");

        answer.Should().MatchRegex("""^\{"type":"HANDSHAKE_ACK","session_id":"S-[0-9a-f]{16}","state_version":1\}$""");
    }

    [Fact]
    public void A_handshake_of_25_bytes_leaves_no_room_for_the_state_version()
    {
        _bench.Ask("""{"type":"HANDSHAKE_INIT"}""").Should().MatchRegex("""^\{"type":"HANDSHAKE_ACK","session_id":"S-[0-9a-f]{16}"\}$""");
    }

    [Fact]
    public void A_longer_handshake_is_answered_in_full()
    {
        string answer = _bench.Ask("""{"type":"HANDSHAKE_INIT","nonce":"0123456789abcdef","hello":"unknown members are ignored"}""");

        answer
            .Should()
            .MatchRegex("""^\{"type":"HANDSHAKE_ACK","session_id":"S-[0-9a-f]{16}","state_version":1,"nonce":""")
            .And.EndWith(""" "nonce":"0123456789abcdef","note":"session established"} """.Trim());
    }

    [Fact]
    public void It_makes_one_session_and_says_so()
    {
        SessionId id = _bench.Handshake();

        _bench.Server.SessionCount.Should().Be(1);
        _bench
            .View(id)
            .Should()
            .Be(
                new SessionView
                {
                    Id = id,
                    Binding = Addresses.Phone,
                    State = SessionState.Attached,
                    StateVersion = 1,
                    Created = _bench.Now,
                    LastActivity = _bench.Now,
                    ExpiresAt = _bench.Now + TimeSpan.FromSeconds(30),
                }
            );
        _bench.Events.Select(e => e.Kind).Should().Equal(SessionEventKind.SessionCreated, SessionEventKind.StateChange);
    }

    [Fact]
    public void Every_prototype_handshake_makes_another_session()
    {
        _bench.Handshake().Should().NotBe(_bench.Handshake());
        _bench.Server.SessionCount.Should().Be(2);
    }

    [Fact]
    public void A_handshake_sent_again_is_answered_with_the_same_session()
    {
        const string Init = """{"type":"HANDSHAKE_INIT","nonce":"0123456789abcdef"}""";

        string first = _bench.Ask(Init);
        _bench.Now += TimeSpan.FromSeconds(1);

        _bench.Ask(Init).Should().Be(first);
        _bench.Server.SessionCount.Should().Be(1);
        _bench
            .Server.NextTimeout.Should()
            .Be(_bench.Now + TimeSpan.FromSeconds(29), "only accepted data and reattaches restart the time to live");
    }

    [Fact]
    public void The_same_nonce_from_elsewhere_makes_another_session()
    {
        const string Init = """{"type":"HANDSHAKE_INIT","nonce":"0123456789abcdef"}""";

        _bench.Ask(Init).Should().NotBe(_bench.Ask(Init, Addresses.Eve));
    }

    [Fact]
    public void A_handshake_sent_again_after_the_session_moved_or_ended_makes_another_one()
    {
        const string Init = """{"type":"HANDSHAKE_INIT","nonce":"0123456789abcdef"}""";
        SessionId.TryParse(_bench.Ask(Init).Split('"')[7], out SessionId id).Should().BeTrue();

        _bench.Reattach(id, "00000000000000aa");
        _bench.Ask(Init).Should().NotContain(id.ToString());
        _bench.Now += TimeSpan.FromSeconds(30);
        _bench.Ask(Init).Should().NotContain(id.ToString());
    }

    [Fact]
    public void A_full_server_refuses_and_serves_again_when_a_session_is_gone()
    {
        using var full = new ServerBench(new ServerOptions { MaximumSessions = 1 });
        full.Handshake();

        full.Ask("""{"type":"HANDSHAKE_INIT","nonce":"0123456789abcdef"}""", Addresses.Eve)
            .Should()
            .Be("""{"type":"ERROR","code":"SERVER_FULL","reason":"server_full","nonce":"0123456789abcdef"}""");
        full.Server.SessionCount.Should().Be(1);
        full.Server.Counters.Refused(RefusalCode.ServerFull).Should().Be(1);
        PolicyEvent told = full.EventsOf<PolicyEvent>().Should().ContainSingle().Subject;
        (told.SessionId, told.Reason, told.Limit, told.Observed).Should().Be((null, ReasonCode.ServerFull, 1, 2));
        full.Now += TimeSpan.FromSeconds(30);
        full.Handshake();
    }
}
