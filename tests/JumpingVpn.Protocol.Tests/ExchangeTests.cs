namespace JumpingVpn.Protocol.Tests;

/// <summary>Both cores together, over a network that the test disturbs.</summary>
public sealed class ExchangeTests
{
    [Fact]
    public void A_session_survives_the_death_of_its_transport()
    {
        using var pair = new Pair();
        pair.Connect();
        pair.Send("a");
        pair.Run(TimeSpan.FromSeconds(1));
        SessionId id = pair.Client.SessionId!.Value;

        pair.Client.TransportLost(pair.Now);
        pair.Send("b");
        pair.Run(TimeSpan.FromSeconds(5));
        pair.Delivered.Should().Equal("a");
        pair.Move(Addresses.PhoneMoved);
        pair.Run(TimeSpan.FromSeconds(1));

        pair.Delivered.Should().Equal("a", "b");
        pair.Client.LastReattach.Status.Should().Be(ReattachStatus.Accepted);
        pair.Client.SessionId.Should().Be(id);
        pair.Session.Binding.Should().Be(Addresses.PhoneMoved);
        pair.ServerEventsOf(SessionEventKind.TransportSwitch).Should().ContainSingle();
        pair.ClientEventsOf(SessionEventKind.StateChange).Select(e => e.To).Should().Equal(
            SessionState.Attached, SessionState.Reattaching, SessionState.Recovering, SessionState.Attached);
        pair.ClientEventsOf(SessionEventKind.StateChange).Select(e => e.StateVersion).Should().Equal(1, 2, 3, 4);
    }
}
