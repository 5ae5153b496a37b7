using JumpingVpn.Datagrams;
using JumpingVpn.Lab.Invariants;
using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Lab.Tests.Invariants;

public sealed class MovesWithinPolicyTests : IDisposable
{
    private static readonly TransportAddress Home = TransportAddress.FromIPv4(10, 0, 0, 1, 1000);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Scene _scene = new(LabFactory.Create("sim", seed: 1));
    private readonly MovesWithinPolicy _invariant;

    public MovesWithinPolicyTests()
    {
        _scene.SetPolicy("switch-cooldown", "500ms");
        _scene.SetPolicy("maximum-switches-per-minute", "3");
        _scene.AddGateway("gw");
        _invariant = new MovesWithinPolicy(_scene);
    }

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public void The_cooldown_is_judged_by_the_tick(long ticks, bool broken)
    {
        Move(Second);

        Move((1.5 * Second) + TimeSpan.FromTicks(ticks)).Should().Be(broken);
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public void The_moves_of_a_minute_are_counted_by_the_tick(long ticks, bool broken)
    {
        Move(Second).Should().BeFalse();
        Move(10 * Second).Should().BeFalse();
        Move(20 * Second).Should().BeFalse();

        Move((61 * Second) + TimeSpan.FromTicks(ticks)).Should().Be(broken);
    }

    [Fact]
    public void A_session_for_which_two_addresses_compete_is_not_judged()
    {
        _invariant.Judge(Story.Recorded(new SecurityEvent(Story.Id, Home, ReasonCode.Race), Second));
        Move(Second).Should().BeFalse();

        Move(Second).Should().BeFalse();
    }

    private bool Move(TimeSpan at) => _invariant.Judge(Story.Recorded(new TransportSwitch(Story.Id, Home, Home, 2), at)) is not null;
}
