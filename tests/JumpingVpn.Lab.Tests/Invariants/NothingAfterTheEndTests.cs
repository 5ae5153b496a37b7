using JumpingVpn.Datagrams;
using JumpingVpn.Lab.Invariants;
using JumpingVpn.Lab.Scenes;
using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Lab.Tests.Invariants;

public sealed class NothingAfterTheEndTests : IDisposable
{
    private static readonly TransportAddress Home = TransportAddress.FromIPv4(10, 0, 0, 1, 1000);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Scene _scene = new(LabFactory.Create("sim", seed: 1));
    private readonly GatewayActor _gateway;
    private readonly NothingAfterTheEnd _invariant;

    public NothingAfterTheEndTests()
    {
        _gateway = _scene.AddGateway("gw", 30 * Second, 50 * Second);
        _invariant = new NothingAfterTheEnd(_scene);
    }

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    public void Data_at_the_end_of_the_idle_time_is_judged_by_the_tick(int ticks, bool broken)
    {
        Create(Story.Id, TimeSpan.Zero);

        Accept((30 * Second) + TimeSpan.FromTicks(ticks)).Should().Be(broken);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    public void Data_at_the_end_of_the_lifetime_is_judged_by_the_tick(int ticks, bool broken)
    {
        Create(Story.Id, TimeSpan.Zero);
        Accept(25 * Second).Should().BeFalse();

        Accept((50 * Second) + TimeSpan.FromTicks(ticks)).Should().Be(broken);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void A_session_that_is_held_longer_than_it_may_live_is_seen(int ticks, bool broken)
    {
        ClientActor phone = _scene.AddClient("phone");
        phone.Start(_gateway);
        Create(phone.Session!.SessionId!.Value, _scene.Lab.Now - (30 * Second) - TimeSpan.FromTicks(ticks));

        (_invariant.JudgeRest() is not null).Should().Be(broken, "a timer may be one tick late on a clock that drifts");
    }

    [Fact]
    public void A_gateway_that_is_frozen_ends_nothing_and_is_not_blamed()
    {
        ClientActor phone = _scene.AddClient("phone");
        phone.Start(_gateway);
        Create(phone.Session!.SessionId!.Value, _scene.Lab.Now - TimeSpan.FromHours(1));
        _scene.Hosts.Pause("gw");

        _invariant.JudgeRest().Should().BeNull();
    }

    private void Create(SessionId id, TimeSpan at) => _invariant.Judge(Story.Recorded(new SessionCreated(id, Home), at));

    private bool Accept(TimeSpan at) => _invariant.Judge(Story.Recorded(new DataAccepted(Story.Id, Home, 1, default), at)) is not null;
}
