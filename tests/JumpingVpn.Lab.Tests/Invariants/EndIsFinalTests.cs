using JumpingVpn.Datagrams;
using JumpingVpn.Lab.Invariants;
using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Lab.Tests.Invariants;

public sealed class EndIsFinalTests
{
    private static readonly TransportAddress Home = TransportAddress.FromIPv4(10, 0, 0, 1, 1000);
    private static readonly ISessionEvent Ended = new SessionTerminated(
        Story.Id,
        TimeSpan.Zero,
        0,
        TransitionReason.ExplicitTermination,
        RefusalCode.None,
        ReasonCode.SessionTerminated
    );

    public static TheoryData<ISessionEvent> Afterwards() =>
        new(
            new SessionCreated(Story.Id, Home),
            new SessionEstablished(Story.Id, Home),
            new DataAccepted(Story.Id, Home, 1, default),
            new KeepaliveAccepted(Story.Id, Home, 1),
            new TransportSwitch(Story.Id, Home, Home, 2),
            new DataRoundtrip(Story.Id, 1),
            new DownlinkAccepted(Story.Id, Home, 1, default),
            new DownlinkRoundtrip(Story.Id, Home, 1),
            Story.Change(SessionState.Attached, SessionState.Reattaching, TransitionReason.TransportDead)
        );

    [Theory]
    [MemberData(nameof(Afterwards))]
    public void Whatever_moves_a_session_after_its_end_is_seen(ISessionEvent e) =>
        Story.Judge(new EndIsFinal(), Ended, e).Should().Contain("which ended at");

    [Fact]
    public void A_second_end_is_seen() =>
        Story.Judge(new EndIsFinal(), Ended, new SessionExpired(Story.Id, Home, TimeSpan.Zero, 0)).Should().Contain("twice");

    [Fact]
    public void A_refusal_after_the_end_is_as_it_should_be() =>
        Story
            .Judge(
                new EndIsFinal(),
                new SessionCreated(Story.Id, Home),
                Ended,
                new DataRejected(Story.Id, Home, default, RefusalCode.UnknownSession, ReasonCode.SessionTerminated)
            )
            .Should()
            .BeNull();
}
