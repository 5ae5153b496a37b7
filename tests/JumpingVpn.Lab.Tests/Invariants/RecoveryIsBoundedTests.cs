using JumpingVpn.Datagrams;
using JumpingVpn.Lab.Invariants;
using JumpingVpn.Lab.Scenes;
using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Lab.Tests.Invariants;

public sealed class RecoveryIsBoundedTests : IDisposable
{
    private static readonly TransportAddress Server = TransportAddress.FromIPv4(10, 0, 0, 9, 9999);

    private readonly Scene _scene = new(LabFactory.Create("sim", seed: 1));
    private readonly ClientActor _phone;
    private readonly RecoveryIsBounded _invariant;

    public RecoveryIsBoundedTests() => (_phone, _invariant) = Begin(_scene, stabilityWindow: "5s");

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    public void What_a_recovery_does_after_its_window_is_judged_by_the_tick(int ticks, bool broken)
    {
        Emit(Story.Change(SessionState.Volatile, SessionState.Recovering, TransitionReason.HealthRecovered), TimeSpan.Zero)
            .Should()
            .BeFalse();

        Emit(
                Story.Change(SessionState.Recovering, SessionState.Volatile, TransitionReason.VolatilitySignal),
                _phone.Session!.Options.RecoveryWindow + TimeSpan.FromTicks(ticks)
            )
            .Should()
            .Be(broken);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    public void A_session_that_goes_on_after_too_long_without_a_transport_is_judged_by_the_tick(int ticks, bool broken)
    {
        Emit(Story.Change(SessionState.Attached, SessionState.Reattaching, TransitionReason.TransportDead), TimeSpan.Zero);
        Emit(
            Story.Change(SessionState.Reattaching, SessionState.Degraded, TransitionReason.RecoveryBoundsExceeded),
            TimeSpan.FromSeconds(2)
        );

        Emit(
                Story.Change(SessionState.Degraded, SessionState.Reattaching, TransitionReason.RecoveryRetry),
                TimeSpan.FromSeconds(10) + TimeSpan.FromTicks(ticks)
            )
            .Should()
            .Be(broken);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    public void A_session_that_goes_on_after_its_lifetime_is_judged_by_the_tick(int ticks, bool broken)
    {
        Emit(new SessionEstablished(Story.Id, Server), TimeSpan.Zero);

        Emit(
                Story.Change(SessionState.Attached, SessionState.Volatile, TransitionReason.VolatilitySignal),
                TimeSpan.FromHours(1) + TimeSpan.FromTicks(ticks)
            )
            .Should()
            .Be(broken);
    }

    [Fact]
    public void The_end_itself_may_come_when_it_can() =>
        new[]
        {
            Emit(Story.Change(SessionState.Volatile, SessionState.Recovering, TransitionReason.HealthRecovered), TimeSpan.Zero),
            Emit(
                Story.Change(SessionState.Recovering, SessionState.Terminated, TransitionReason.RecoveryWindowExceeded),
                TimeSpan.FromMinutes(1)
            ),
        }
            .Should()
            .AllBeEquivalentTo(false);

    [Theory]
    [InlineData(SessionState.Attached, TransitionReason.RecoveryComplete, "1s", false)]
    [InlineData(SessionState.Volatile, TransitionReason.VolatilitySignal, "1s", false)]
    [InlineData(SessionState.Attached, TransitionReason.RecoveryComplete, "5s", true)]
    [InlineData(SessionState.Volatile, TransitionReason.VolatilitySignal, "5s", true)]
    public void A_recovery_that_a_frozen_host_leaves_late_must_have_been_over_in_time(
        SessionState to,
        TransitionReason reason,
        string stabilityWindow,
        bool broken
    )
    {
        using var scene = new Scene(LabFactory.Create("sim", seed: 1));
        (_, RecoveryIsBounded invariant) = Begin(scene, stabilityWindow);
        Emit(Story.Change(SessionState.Volatile, SessionState.Recovering, TransitionReason.HealthRecovered), TimeSpan.Zero, invariant);

        Emit(Story.Change(SessionState.Recovering, to, reason), TimeSpan.FromMinutes(1), invariant).Should().Be(broken);
    }

    public static TheoryData<SessionState, TransitionReason, TimeSpan> Ends =>
        new()
        {
            { SessionState.Attached, TransitionReason.TtlLifetimeExpired, TimeSpan.FromHours(1) },
            { SessionState.Attached, TransitionReason.TtlSessionExpired, TimeSpan.FromSeconds(31) },
            { SessionState.Reattaching, TransitionReason.TtlTransportLossExpired, TimeSpan.FromSeconds(12) },
            { SessionState.Recovering, TransitionReason.RecoveryWindowExceeded, TimeSpan.FromSeconds(7) },
        };

    [Theory]
    [MemberData(nameof(Ends))]
    public void No_session_ends_for_a_bound_before_that_has_passed(SessionState from, TransitionReason why, TimeSpan due)
    {
        foreach ((long ticks, bool broken) in ((long, bool)[])[(-1, true), (0, false)])
        {
            using var scene = new Scene(LabFactory.Create("sim", seed: 1));
            scene.SetPolicy("idle-ttl", "30s");
            (_, RecoveryIsBounded invariant) = Begin(scene, "1s");
            Emit(new SessionEstablished(Story.Id, Server), TimeSpan.Zero, invariant);
            Emit(new DataRoundtrip(Story.Id, 1), TimeSpan.FromSeconds(1), invariant);
            ISessionEvent? change =
                from == SessionState.Reattaching ? Story.Change(SessionState.Attached, from, TransitionReason.TransportDead)
                : from == SessionState.Recovering ? Story.Change(SessionState.Volatile, from, TransitionReason.HealthRecovered)
                : null;
            if (change is not null)
            {
                Emit(change, TimeSpan.FromSeconds(2), invariant);
            }

            Emit(Story.Change(from, SessionState.Terminated, why), due + TimeSpan.FromTicks(ticks), invariant).Should().Be(broken);
        }
    }

    [Fact]
    public void A_client_that_sits_in_a_recovery_beyond_its_window_is_seen_without_an_event()
    {
        Emit(
            Story.Change(SessionState.Volatile, SessionState.Recovering, TransitionReason.HealthRecovered),
            _scene.Lab.Now - _phone.Session!.Options.RecoveryWindow - TimeSpan.FromTicks(3)
        );

        _invariant.JudgeRest().Should().Contain("phone is still Attached, but its recovery began at");
    }

    private static (ClientActor Phone, RecoveryIsBounded Invariant) Begin(Scene scene, string stabilityWindow)
    {
        scene.SetPolicy("transport-loss-ttl", "10s");
        scene.SetPolicy("stability-window", stabilityWindow);
        GatewayActor gateway = scene.AddGateway("gw");
        ClientActor phone = scene.AddClient("phone");
        phone.Start(gateway);
        return (phone, new RecoveryIsBounded(scene));
    }

    private bool Emit(ISessionEvent e, TimeSpan at, RecoveryIsBounded? invariant = null) =>
        (invariant ?? _invariant).Judge(Story.Recorded(e, at, "phone")) is not null;
}
