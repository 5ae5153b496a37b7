using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Protocol.Tests.Client;

public sealed class TerminateTests : IDisposable
{
    private readonly ClientBench _bench = ClientBench.OfOurs(ClientBench.Plain with { KeepaliveInterval = TimeSpan.FromSeconds(10) });

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void The_client_says_that_it_ends_the_session_and_why()
    {
        _bench.Client.Terminate(_bench.Now).Should().BeTrue();

        _bench.Sent().Should().Equal($$"""{"type":"TERMINATE","session_id":"{{ClientBench.Id}}","reason":"session_terminated"}""");
        ShouldBeOver();
        _bench.Client.Terminate(_bench.Now).Should().BeFalse("it is over");
        _bench.Sent().Should().BeEmpty();
    }

    [Fact]
    public void The_servers_end_is_final()
    {
        _bench.Send("x");
        Hear("TERMINATE");

        ShouldBeOver();
        Hear("TERMINATE");
        _bench.Client.Reattach(_bench.Now).Should().BeFalse();
        _bench.Send("y").Should().BeFalse();
        _bench.Sent().Should().BeEmpty();
    }

    [Fact]
    public void An_end_from_elsewhere_or_of_another_session_is_ignored()
    {
        _bench.Hear($$"""{"type":"TERMINATE","session_id":"{{ClientBench.Id}}"}""", Addresses.Eve);
        _bench.Hear("""{"type":"TERMINATE","session_id":"S-0000000000000001"}""");

        _bench.Client.State.Should().Be(SessionState.Attached);
        _bench.Client.Counters.Ignored.Should().Be(2);
    }

    [Fact]
    public void Without_a_transport_it_ends_in_silence()
    {
        _bench.Client.TransportLost(_bench.Now);
        _bench.Client.Terminate(_bench.Now).Should().BeTrue();

        _bench.Sent().Should().BeEmpty();
        ShouldBeOver();
    }

    [Fact]
    public void A_client_without_a_session_ends_too()
    {
        using var bench = new ClientBench();
        bench.Client.Connect(bench.Now);
        bench.Sent();

        bench.Client.Terminate(bench.Now).Should().BeTrue();

        bench.Sent().Should().BeEmpty();
        bench.Client.NextTimeout.Should().BeNull();
        bench.Client.State.Should().Be(SessionState.Terminated);
    }

    private void Hear(string type) =>
        _bench.Hear($$"""{"type":"{{type}}","session_id":"{{ClientBench.Id}}","reason":"session_terminated"}""");

    private void ShouldBeOver()
    {
        _bench.Client.State.Should().Be(SessionState.Terminated);
        _bench.Client.NextTimeout.Should().BeNull();
        SessionTerminated ended = _bench.EventsOf<SessionTerminated>().Should().ContainSingle().Subject;
        ended.Cause.Should().Be(TransitionReason.ExplicitTermination);
        ended.Reason.Should().Be(ReasonCode.SessionTerminated);
    }
}
