using JumpingVpn.Datagrams;
using JumpingVpn.Lab.Invariants;
using JumpingVpn.Lab.Scenes;
using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;
using static JumpingVpn.Lab.Tests.Invariants.Story;

namespace JumpingVpn.Lab.Tests.Invariants;

/// <summary>Each invariant is shown a story that breaks it: a watch that cannot bark is worth nothing.</summary>
public sealed class InvariantTests
{
    private static readonly TransportAddress Home = TransportAddress.FromIPv4(10, 0, 0, 1, 1000);
    private static readonly TransportAddress Elsewhere = TransportAddress.FromIPv4(10, 0, 0, 2, 1000);

    [Fact]
    public void Data_from_an_address_that_is_not_bound_breaks_the_one_binding() =>
        Judge(new OneBinding(), new SessionCreated(Id, Home), new DataAccepted(Id, Elsewhere, 1, default)).Should().Contain("not bound");

    [Fact]
    public void A_switch_away_from_where_the_session_never_was_breaks_the_one_binding() =>
        Judge(new OneBinding(), new SessionCreated(Id, Home), new TransportSwitch(Id, Elsewhere, Home, 2)).Should().Contain("not bound");

    [Fact]
    public void A_switch_and_data_from_there_keep_the_one_binding() =>
        Judge(
                new OneBinding(),
                new SessionCreated(Id, Home),
                new TransportSwitch(Id, Home, Elsewhere, 2),
                new DataAccepted(Id, Elsewhere, 1, default)
            )
            .Should()
            .BeNull();

    [Fact]
    public void A_second_delivery_of_a_sequence_number_is_seen() =>
        Judge(new DeliveredAtMostOnce(), new DataAccepted(Id, Home, 1, default), new DataAccepted(Id, Home, 1, default))
            .Should()
            .Contain("again");

    [Fact]
    public void An_acknowledgement_of_what_was_never_delivered_is_seen() =>
        Judge(new AcknowledgedWasDelivered(), new DataRoundtrip(Id, 1)).Should().Contain("never delivered");

    [Fact]
    public void What_a_gateway_says_is_held_to_the_same()
    {
        Judge(new AcknowledgedWasDelivered(), new DownlinkRoundtrip(Id, Home, 1)).Should().Contain("never delivered");
        Judge(new DeliveredAtMostOnce(), new DownlinkAccepted(Id, Home, 1, default), new DownlinkAccepted(Id, Home, 1, default))
            .Should()
            .Contain("again");
        Judge(new AcknowledgedWasDelivered(), new DownlinkAccepted(Id, Home, 1, default), new DownlinkRoundtrip(Id, Home, 1))
            .Should()
            .BeNull();
    }

    [Fact]
    public void A_message_that_ends_twice_is_seen()
    {
        Judge(new EndsOnce(), new DataRoundtrip(Id, 1), new DataRoundtrip(Id, 1)).Should().Contain("after it was acknowledged");
        Judge(new EndsOnce(), new DownlinkRoundtrip(Id, Home, 1), new DataFailed(Id, 1, ReasonCode.NoAnswer))
            .Should()
            .Contain("given up, after it was acknowledged");
        Judge(new EndsOnce(), new DataFailed(Id, 1, ReasonCode.TooLarge), new DownlinkRoundtrip(Id, Home, 1))
            .Should()
            .Contain("acknowledged, after it was given up");
        Judge(new EndsOnce(), new DataRoundtrip(Id, 1), new DataFailed(Id, 2, ReasonCode.NoAnswer)).Should().BeNull();
    }

    [Fact]
    public void A_version_that_jumps_or_stays_is_seen()
    {
        Judge(new VersionRisesByOne(), Change(1), Change(3)).Should().Contain("1 to 3");
        Judge(new VersionRisesByOne(), Change(2), Change(2)).Should().Contain("2 to 2");
        Judge(new VersionRisesByOne(), Change(1), Change(2)).Should().BeNull();
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void A_client_that_was_given_no_session_begins_at_one_again(long version, bool allowed)
    {
        ISessionEvent Refused(long at) =>
            Story.Change(SessionState.Birth, SessionState.Terminated, TransitionReason.TtlTransportLossExpired, at);

        (Judge(new VersionRisesByOne(), Refused(1), Refused(version)) is null).Should().Be(allowed);
    }

    [Fact]
    public void A_transition_that_the_table_does_not_list_is_seen()
    {
        Transition forbidden = new(
            SessionState.Terminated,
            SessionTrigger.HandshakeAccepted,
            SessionState.Attached,
            TransitionReason.HandshakeOk
        );

        Judge(new VersionRisesByOne(), new StateChange(Id, forbidden, 1, RefusalCode.None)).Should().Contain("not in the table");
    }

    [Fact]
    public void A_refusal_that_moves_the_session_is_seen()
    {
        SessionView view = new()
        {
            Id = Id,
            Binding = Home,
            StateVersion = 1,
        };
        RefusalChangesNothing invariant = new((_, _) => view);
        ISessionEvent refused = new ReattachRejected(Id, Elsewhere, RefusalCode.BadProof, ReasonCode.BadProof);
        invariant.Judge(Recorded(new SessionCreated(Id, Home), TimeSpan.Zero)).Should().BeNull();
        invariant.Judge(Recorded(refused, TimeSpan.Zero)).Should().BeNull();

        view = view with { Binding = Elsewhere };

        invariant.Judge(Recorded(refused, TimeSpan.Zero)).Should().Contain("after ReattachRejected (bad_proof)");
    }

    [Fact]
    public void A_switch_to_an_address_that_never_asked_is_seen()
    {
        using Scene scene = new(LabFactory.Create("sim", seed: 1));
        scene.AddGateway("gw");

        new AdoptedOnlyByFreshProof(scene)
            .Judge(Recorded(new TransportSwitch(Id, Home, Elsewhere, 2), TimeSpan.Zero))
            .Should()
            .Contain("has sent no request");
    }

    [Fact]
    public void A_violation_fails_the_scenario_and_names_the_claim()
    {
        using Scene scene = new(LabFactory.Create("sim", seed: 1));
        scene.Invariants.Judge(Recorded(new DataRoundtrip(Id, 1), TimeSpan.Zero));

        Action checking = scene.Invariants.ThrowIfViolated;

        checking.Should().Throw<ExpectationException>().WithMessage("Invariant violated: each acknowledged sequence number*");
    }

    private static StateChange Change(long version) =>
        new StateChange(Id, TransitionTable.All.First(static row => row.From != SessionState.Birth), version, RefusalCode.None);
}
