using JumpingVpn.Datagrams;
using JumpingVpn.Lab.Invariants;
using JumpingVpn.Lab.Scenes;
using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Lab.Tests.Invariants;

public sealed class LivesItsTimeTests : IDisposable
{
    private static readonly TransportAddress Home = TransportAddress.FromIPv4(10, 0, 0, 1, 1000);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Scene _scene = new(LabFactory.Create("sim", seed: 1));
    private readonly GatewayActor _gateway;
    private readonly LivesItsTime _invariant;

    public LivesItsTimeTests()
    {
        _gateway = _scene.AddGateway("gw", 30 * Second, 50 * Second);
        _invariant = new LivesItsTime(_scene);
    }

    public void Dispose() => _scene.Dispose();

    public static TheoryData<ISessionEvent> Accepted =>
        new(
            new DataAccepted(Story.Id, Home, 1, default),
            new KeepaliveAccepted(Story.Id, Home, 1),
            new TransportSwitch(Story.Id, Home, Home, 2)
        );

    [Theory]
    [MemberData(nameof(Accepted))]
    public void Whatever_is_accepted_gives_the_session_a_whole_ttl(ISessionEvent accepted)
    {
        EndAfter(accepted, (40 * Second) - TimeSpan.FromTicks(1)).Should().Contain("ended S-0000000000000007 for TTL_SESSION_EXPIRED");
        EndAfter(accepted, 40 * Second).Should().BeNull();
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public void No_session_ends_for_its_lifetime_before_that_is_over(long ticks, bool broken)
    {
        Tell(new SessionCreated(Story.Id, Home), TimeSpan.Zero);
        Tell(new DataAccepted(Story.Id, Home, 1, default), 25 * Second);
        ISessionEvent ended = new SessionExpired(Story.Id, Home, default, 0, TransitionReason.TtlLifetimeExpired);

        (Tell(ended, (50 * Second) + TimeSpan.FromTicks(ticks)) is not null).Should().Be(broken);
    }

    [Fact]
    public void A_keepalive_counts_once()
    {
        Tell(new SessionCreated(Story.Id, Home), TimeSpan.Zero);
        Tell(new KeepaliveAccepted(Story.Id, Home, 2), Second).Should().BeNull();

        Tell(new KeepaliveAccepted(Story.Id, Home, 2), 2 * Second).Should().Contain("accepted keepalive 2").And.Contain("after 2");
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void What_prolongs_a_session_without_being_accepted_is_seen_between_two_steps(int seconds, bool broken)
    {
        ClientActor phone = _scene.AddClient("phone");
        phone.Start(_gateway);
        SessionId id = phone.Session!.SessionId!.Value;
        _gateway.Server.TryGetSession(id, out SessionView view).Should().BeTrue();
        TimeSpan idle = _gateway.Now - view.LastActivity;

        // As if the gateway counted from a second later than what it accepted last.
        Tell(new SessionCreated(id, Home), _scene.Events.ClockOf("gw") - idle - (seconds * Second));

        (_invariant.JudgeRest() is not null).Should().Be(broken);
    }

    [Fact]
    public void A_session_that_is_gone_without_a_word_is_missed()
    {
        Tell(new SessionCreated(Story.Id, Home), _scene.Events.ClockOf("gw"));

        _invariant.JudgeRest().Should().Contain("has not said that it ended");
    }

    private string? EndAfter(ISessionEvent accepted, TimeSpan at)
    {
        Tell(new SessionCreated(Story.Id, Home), TimeSpan.Zero).Should().BeNull();
        Tell(accepted, 10 * Second).Should().BeNull();
        return Tell(new SessionExpired(Story.Id, Home, default, 0), at);
    }

    private string? Tell(ISessionEvent e, TimeSpan at) => _invariant.Judge(Story.Recorded(e, at));
}
