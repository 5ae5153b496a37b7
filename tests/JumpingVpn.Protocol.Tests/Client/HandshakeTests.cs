using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Protocol.Tests.Client;

public sealed class HandshakeTests
{
    [Fact]
    public void It_asks_with_a_nonce_that_a_prototype_ignores()
    {
        using var bench = new ClientBench();
        bench.Client.Connect(bench.Now);

        bench.Sent().Should().ContainSingle().Which.Should().MatchRegex("""^\{"type":"HANDSHAKE_INIT","nonce":"[0-9a-f]{16}"\}$""");
    }

    [Fact]
    public void A_prototypes_answer_is_enough()
    {
        using var bench = ClientBench.OfPrototype();

        bench.Client.SessionId.ToString().Should().Be(ClientBench.Id);
        bench.Client.ServerStateVersion.Should().BeNull();
        bench.Client.NextTimeout.Should().BeNull();
        bench.Events.Select(e => e.Kind).Should().Equal(SessionEventKind.SessionEstablished, SessionEventKind.StateChange);
    }

    [Fact]
    public void It_asks_again_and_again_with_growing_jittered_waits_and_gives_up()
    {
        using var bench = new ClientBench();
        TimeSpan begin = bench.Now;
        bench.Client.Connect(begin);
        string init = bench.Sent().Single();

        List<(TimeSpan At, string Datagram)> again = bench.RunDry();

        again.Should().HaveCount(5).And.OnlyContain(sent => sent.Datagram == init);
        TimeSpan[] instants = [begin, .. again.Select(sent => sent.At), bench.Now];
        int[] nominal = [200, 400, 800, 1600, 2000, 2000];
        for (int i = 0; i < nominal.Length; i++)
        {
            TimeSpan wait = instants[i + 1] - instants[i];
            wait.Should()
                .BeGreaterThan(TimeSpan.FromMilliseconds(nominal[i] * 7 / 8))
                .And.BeLessThanOrEqualTo(TimeSpan.FromMilliseconds(nominal[i]));
        }

        bench.Client.State.Should().Be(SessionState.Terminated);
        SessionTerminated end = bench.EventsOf<SessionTerminated>().Should().ContainSingle().Subject;
        (end.Cause, end.Reason).Should().Be((TransitionReason.TtlTransportLossExpired, ReasonCode.NoAnswer));
        bench.Send("x").Should().BeFalse();
    }

    [Fact]
    public void A_refusal_does_not_end_it_but_is_the_reason_when_it_ends()
    {
        using var bench = new ClientBench();
        bench.Client.Connect(bench.Now);
        bench.Sent();
        bench.Hear("""{"type":"ERROR","code":"SERVER_FULL","reason":"server_full"}""");
        bench.Client.State.Should().Be(SessionState.Birth);

        bench.RunDry();

        SessionTerminated end = bench.EventsOf<SessionTerminated>().Should().ContainSingle().Subject;
        (end.Code, end.Reason).Should().Be((RefusalCode.ServerFull, ReasonCode.ServerFull));
    }

    [Theory]
    [InlineData("""{"type":"HANDSHAKE_ACK","session_id":"S-0123456789abcdef","nonce":"ffffffffffffffff"}""")]
    [InlineData("""{"type":"HANDSHAKE_ACK","session_id":"fixated"}""")]
    [InlineData("""{"type":"HANDSHAKE_ACK"}""")]
    [InlineData("""{"type":"REATTACH_ACK","session_id":"S-0123456789abcdef"}""")]
    [InlineData("""{"type":"DATA_ACK","session_id":"S-0123456789abcdef"}""")]
    [InlineData("""{"type":"HANDSHAKE_INIT"}""")]
    public void Any_other_answer_is_ignored(string answer)
    {
        using var bench = new ClientBench();
        bench.Client.Connect(bench.Now);
        bench.Hear(answer);

        (bench.Client.State, bench.Client.SessionId, bench.Client.Counters.Ignored).Should().Be((SessionState.Birth, null, 1));
    }

    [Fact]
    public void An_answer_from_elsewhere_or_before_it_was_asked_for_is_ignored()
    {
        using var bench = new ClientBench();
        const string Ack = $$"""{"type":"HANDSHAKE_ACK","session_id":"{{ClientBench.Id}}"}""";
        bench.Hear(Ack);
        bench.Client.Connect(bench.Now);
        bench.Hear(Ack, Addresses.Eve);

        bench.Client.State.Should().Be(SessionState.Birth);
    }

    [Fact]
    public void A_second_answer_never_changes_the_session()
    {
        using var bench = ClientBench.OfPrototype();
        bench.Hear("""{"type":"HANDSHAKE_ACK","session_id":"S-ffffffffffffffff"}""");

        bench.Client.SessionId.ToString().Should().Be(ClientBench.Id);
    }

    [Fact]
    public void A_transport_that_dies_during_the_handshake_is_replaced_and_the_same_handshake_sent_again()
    {
        using var bench = new ClientBench();
        bench.Client.Connect(bench.Now);
        string init = bench.Sent().Single();
        bench.Client.TransportLost(bench.Now);
        bench.Client.NextTimeout.Should().BeNull();

        bench.Client.Reattach(bench.Now).Should().BeTrue();

        bench.Sent().Should().Equal(init);
    }

    [Fact]
    public void Connecting_twice_is_a_mistake_and_reattaching_before_it_does_nothing()
    {
        using var bench = new ClientBench();
        bench.Client.Reattach(bench.Now).Should().BeFalse();
        bench.Client.Connect(bench.Now);

        bench.Invoking(b => b.Client.Connect(b.Now)).Should().Throw<InvalidOperationException>();
    }
}
