using JumpingVpn.Datagrams;
using JumpingVpn.Lab.Invariants;
using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Lab.Tests.Invariants;

public sealed class OneSessionAtATimeTests
{
    private static readonly TransportAddress Server = TransportAddress.FromIPv4(10, 0, 0, 9, 9999);
    private static readonly SessionId Other = new(8);

    private readonly OneSessionAtATime _invariant;
    private int _starts = 1;

    public OneSessionAtATimeTests()
    {
        _invariant = new OneSessionAtATime(name => name == "phone" ? _starts : null);
        Emit(new SessionEstablished(Story.Id, Server)).Should().BeNull();
    }

    [Fact]
    public void A_second_session_of_the_same_client_is_seen() =>
        Emit(new SessionEstablished(Other, Server)).Should().Contain("established S-0000000000000008 while it had S-0000000000000007");

    [Fact]
    public void An_event_of_another_session_is_seen() => Emit(new DataRoundtrip(Other, 1)).Should().Contain("emitted DataRoundtrip for");

    [Fact]
    public void A_message_for_another_session_is_seen() =>
        _invariant
            .Judge(Story.Sent("phone", $$"""{"type":"DATA","session_id":"{{Other}}","payload":"x"}"""))
            .Should()
            .Contain("sent DATA for");

    [Fact]
    public void A_session_that_was_not_taken_may_be_ended() =>
        _invariant.Judge(Story.Sent("phone", $$"""{"type":"TERMINATE","session_id":"{{Other}}"}""")).Should().BeNull();

    [Fact]
    public void A_new_handshake_is_seen() =>
        _invariant.Judge(Story.Sent("phone", """{"type":"HANDSHAKE_INIT"}""")).Should().Contain("asked for a new session");

    [Fact]
    public void Its_own_session_and_what_others_do_are_no_concern()
    {
        Emit(new DataRoundtrip(Story.Id, 1)).Should().BeNull();
        _invariant.Judge(Story.Sent("phone", $$"""{"type":"DATA","session_id":"{{Story.Id}}","payload":"x"}""")).Should().BeNull();
        _invariant.Judge(Story.Sent("eve", """{"type":"HANDSHAKE_INIT"}""")).Should().BeNull();
    }

    [Fact]
    public void A_client_that_the_scenario_starts_again_is_another_one()
    {
        _starts++;

        _invariant.Judge(Story.Sent("phone", """{"type":"HANDSHAKE_INIT"}""")).Should().BeNull();
        Emit(new SessionEstablished(Other, Server)).Should().BeNull();
    }

    private string? Emit(ISessionEvent e) => _invariant.Judge(Story.Recorded(e, TimeSpan.Zero, "phone"));
}
