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

    public RecoveryIsBoundedTests()
    {
        _scene.SetPolicy("transport-loss-ttl", "10s");
        GatewayActor gateway = _scene.AddGateway("gw");
        _phone = _scene.AddClient("phone");
        _phone.Start(gateway);
        _invariant = new RecoveryIsBounded(_scene);
    }

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

    [Fact]
    public void A_recovery_that_was_stable_in_time_may_end_late()
    {
        Emit(Story.Change(SessionState.Volatile, SessionState.Recovering, TransitionReason.HealthRecovered), TimeSpan.Zero);

        Emit(Story.Change(SessionState.Recovering, SessionState.Attached, TransitionReason.RecoveryComplete), TimeSpan.FromMinutes(1))
            .Should()
            .BeFalse("its host was frozen meanwhile, and the stability window had passed before");
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

    private bool Emit(ISessionEvent e, TimeSpan at) => _invariant.Judge(Story.Recorded(e, at, "phone")) is not null;
}
