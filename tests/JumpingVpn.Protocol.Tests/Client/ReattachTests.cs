using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Protocol.Tests.Client;

public sealed class ReattachTests
{
    private const string WrongTransport = """{"type":"ERROR","code":"WRONG_TRANSPORT"}""";
    private const string UnknownSession = """{"type":"ERROR","code":"UNKNOWN_SESSION"}""";

    [Fact]
    public void After_a_lost_transport_it_is_silent_until_told_and_then_proves_itself()
    {
        using var bench = ClientBench.OfPrototype();
        bench.Client.TransportLost(bench.Now);
        bench.Send("waits").Should().BeTrue();
        bench.Sent().Should().BeEmpty();
        bench.Client.NextTimeout.Should().BeNull();
        (bench.Client.State, bench.Client.LastReattach.Status).Should().Be((SessionState.Reattaching, ReattachStatus.None));

        bench.Client.Reattach(bench.Now).Should().BeTrue();

        string request = bench.Sent().Should().ContainSingle().Subject;
        string nonce = ClientBench.NonceIn(request);
        string proof = ServerBench.ProofOf(ClientBench.Id, nonce);
        request.Should().Be($$"""{"type":"REATTACH_REQUEST","session_id":"{{ClientBench.Id}}","nonce":"{{nonce}}","proof":"{{proof}}"}""");
        bench.Client.LastReattach.Status.Should().Be(ReattachStatus.Pending);
        bench.Hear($$"""{"type": "REATTACH_ACK", "session_id": "{{ClientBench.Id}}", "note": "transport reattached"}""");
        bench.Sent().Should().ContainSingle().Which.Should().Contain("waits");
        (bench.Client.State, bench.Client.LastReattach.Status).Should().Be((SessionState.Attached, ReattachStatus.Accepted));
    }

    [Fact]
    public void A_transport_that_is_lost_in_the_middle_of_an_attempt_ends_the_attempt()
    {
        using var bench = ClientBench.OfPrototype();
        bench.Client.Reattach(bench.Now);
        bench.Client.TransportLost(bench.Now);

        bench.Sent().Should().BeEmpty("even what waited to be sent was meant for the lost transport");
        bench.Client.NextTimeout.Should().BeNull();
        bench.Client.LastReattach.Status.Should().Be(ReattachStatus.None);
        bench.Hear($$"""{"type":"REATTACH_ACK","session_id":"{{ClientBench.Id}}"}""");
        bench.Client.State.Should().Be(SessionState.Reattaching, "the late answer was to the lost transport");
    }

    [Fact]
    public void To_a_server_that_tells_its_state_version_the_version_is_given_back()
    {
        using var bench = ClientBench.OfOurs();
        bench.Client.Reattach(bench.Now);

        bench.Sent().Single().Should().EndWith("\"state_version\":1}");
    }

    [Fact]
    public void The_same_request_is_sent_again_until_the_attempts_are_spent()
    {
        using var bench = ClientBench.OfPrototype();
        bench.Client.Reattach(bench.Now);
        string request = bench.Sent().Single();

        bench.RunDry(limit: 4).Should().HaveCount(3).And.OnlyContain(sent => sent.Datagram == request);

        (bench.Client.State, bench.Client.LastReattach)
            .Should()
            .Be((SessionState.Degraded, new ReattachOutcome(ReattachStatus.TimedOut, RefusalCode.None, ReasonCode.NoAnswer)));
        bench.EventsOf<StateChange>().Last().Cause.Should().Be(TransitionReason.RecoveryBoundsExceeded);
        bench.Client.Reattach(bench.Now).Should().BeTrue();
        bench.Sent().Single().Should().NotBe(request, "each attempt has its own nonce");
    }

    [Theory]
    [InlineData("BAD_PROOF", "bad_proof", RefusalCode.BadProof)]
    [InlineData("POLICY_DENY", "nonce_memory_full", RefusalCode.PolicyDeny)]
    [InlineData("RATE_LIMITED", "rate_limited", RefusalCode.RateLimited)]
    [InlineData("MALFORMED", "malformed", RefusalCode.Malformed)]
    [InlineData("SOMETHING_NEW", "why_not", RefusalCode.None)]
    public void A_refusal_that_may_pass_degrades_the_session_and_does_not_end_it(string code, string reason, RefusalCode expected)
    {
        using var bench = ClientBench.OfPrototype();
        bench.Client.Reattach(bench.Now);
        bench.Hear($$"""{"type":"ERROR","code":"{{code}}","reason":"{{reason}}"}""");

        (bench.Client.State, bench.Client.LastReattach.Status, bench.Client.LastReattach.Code)
            .Should()
            .Be((SessionState.Degraded, ReattachStatus.Refused, expected));
        bench.Client.NextTimeout.Should().Be(bench.Now + TimeSpan.FromMilliseconds(500), "it tries again by itself after the cooldown");
    }

    [Theory]
    [InlineData(""","reason":"session_expired"}""", TransitionReason.TtlSessionExpired, ReasonCode.SessionExpired)]
    [InlineData(""","reason":"session_terminated"}""", TransitionReason.ExplicitTermination, ReasonCode.SessionTerminated)]
    [InlineData(""","reason":"unknown_session"}""", TransitionReason.AuthFail, ReasonCode.UnknownSession)]
    [InlineData("}", TransitionReason.AuthFail, ReasonCode.None)]
    public void An_unknown_session_in_answer_to_the_own_request_ends_it_with_the_reason(
        string tail,
        TransitionReason why,
        ReasonCode reason
    )
    {
        using var bench = ClientBench.OfPrototype();
        bench.Client.Reattach(bench.Now);
        bench.Hear(UnknownSession[..^1] + tail);

        bench.Client.State.Should().Be(SessionState.Terminated);
        bench.Client.LastReattach.Should().Be(new ReattachOutcome(ReattachStatus.Refused, RefusalCode.UnknownSession, reason));
        bench.EventsOf<SessionTerminated>().Should().ContainSingle().Which.Cause.Should().Be(why);
        bench.Client.Reattach(bench.Now).Should().BeFalse("terminated is final");
        bench.Client.TransportLost(bench.Now);
        bench.Send("x").Should().BeFalse();
        bench.Client.State.Should().Be(SessionState.Terminated);
    }

    [Fact]
    public void From_a_server_that_echoes_nonces_nothing_without_the_right_nonce_is_believed()
    {
        using var bench = ClientBench.OfOurs();
        bench.Client.Reattach(bench.Now);
        string nonce = ClientBench.NonceIn(bench.Sent().Single());

        bench.Hear(UnknownSession);
        bench.Hear($$"""{"type":"ERROR","code":"UNKNOWN_SESSION","nonce":"ffffffffffffffff"}""");
        bench.Hear($$"""{"type":"ERROR","code":"BAD_PROOF"}""");
        bench.Hear($$"""{"type":"REATTACH_ACK","session_id":"{{ClientBench.Id}}","state_version":2}""");
        bench.Client.State.Should().Be(SessionState.Reattaching);
        bench.Client.Counters.Ignored.Should().Be(4);

        bench.Hear($$"""{"type":"ERROR","code":"UNKNOWN_SESSION","reason":"session_expired","nonce":"{{nonce}}"}""");
        bench.Client.State.Should().Be(SessionState.Terminated);
    }

    [Fact]
    public void That_another_session_is_unknown_is_no_answer_although_the_nonce_is_right()
    {
        using var bench = ClientBench.OfOurs();
        bench.Client.Reattach(bench.Now);
        string nonce = ClientBench.NonceIn(bench.Sent().Single());

        bench.Hear($$"""{"type":"ERROR","code":"UNKNOWN_SESSION","session_id":"S-ffffffffffffffff","nonce":"{{nonce}}"}""");
        bench.Client.State.Should().Be(SessionState.Reattaching, "a bit of the request has flipped on the way");

        bench.Hear($$"""{"type":"ERROR","code":"UNKNOWN_SESSION","session_id":"{{ClientBench.Id}}","nonce":"{{nonce}}"}""");
        bench.Client.State.Should().Be(SessionState.Terminated);
    }

    [Fact]
    public void An_acknowledgement_with_an_older_state_version_is_ignored()
    {
        using var bench = ClientBench.OfOurs();
        bench.Client.Reattach(bench.Now);
        string nonce = ClientBench.NonceIn(bench.Sent().Single());

        bench.Hear($$"""{"type":"REATTACH_ACK","session_id":"{{ClientBench.Id}}","state_version":0,"nonce":"{{nonce}}"}""");

        bench.Client.State.Should().Be(SessionState.Reattaching);
    }

    [Fact]
    public void A_wrong_transport_causes_one_reattach_on_the_same_socket_and_the_data_goes_again()
    {
        using var bench = ClientBench.OfPrototype();
        bench.Send("x");
        string data = bench.Sent().Single();
        bench.Hear(WrongTransport);
        bench.Sent().Should().ContainSingle().Which.Should().Contain("REATTACH_REQUEST");
        bench.Hear(WrongTransport);
        bench.Sent().Should().BeEmpty("a second error is not a second reason");

        bench.Hear($$"""{"type":"REATTACH_ACK","session_id":"{{ClientBench.Id}}"}""");

        bench.Sent().Should().Equal(data);
        bench.Client.Counters.ReattachesStarted.Should().Be(1);
    }

    [Fact]
    public void Errors_cost_at_most_one_reattach_in_each_cooldown()
    {
        using var bench = ClientBench.OfPrototype(
            ClientBench.Plain with
            {
                LossWindow = TimeSpan.FromMinutes(1),
                MaximumSwitchesPerMinute = 100,
            }
        );
        bench.Send("x");
        TimeSpan end = bench.Now + TimeSpan.FromSeconds(5);
        for (; bench.Now < end; bench.Now += TimeSpan.FromMilliseconds(1))
        {
            bench.Hear(WrongTransport);
            bench.Hear($$"""{"type":"REATTACH_ACK","session_id":"{{ClientBench.Id}}"}""");
        }

        bench.Client.Counters.ReattachesStarted.Should().Be(10);
        bench.Client.State.Should().NotBe(SessionState.Terminated);
    }

    [Fact]
    public void An_error_while_nothing_is_in_flight_answers_nothing_and_is_ignored()
    {
        using var bench = ClientBench.OfPrototype();
        bench.Hear(WrongTransport);
        bench.Hear(UnknownSession);

        (bench.Client.State, bench.Client.Counters.Ignored, bench.Client.Counters.Errors).Should().Be((SessionState.Attached, 2, 2));
    }

    [Fact]
    public void Data_of_an_unknown_session_leads_to_one_reattach_whose_refusal_ends_it()
    {
        using var bench = ClientBench.OfPrototype();
        bench.Send("x");
        bench.Hear(UnknownSession);
        bench.Client.State.Should().Be(SessionState.Reattaching);
        bench.Hear(UnknownSession);

        bench.Client.State.Should().Be(SessionState.Terminated);
    }

    [Fact]
    public void A_replay_answer_is_met_with_a_fresh_nonce_within_the_same_budget()
    {
        using var bench = ClientBench.OfPrototype(ClientBench.Plain with { ReattachAttempts = 3 });
        bench.Client.Reattach(bench.Now);
        List<string> requests = bench.Sent();
        for (int i = 0; i < 5; i++)
        {
            bench.Hear("""{"type":"ERROR","code":"REPLAY_DETECTED"}""");
            requests.AddRange(bench.Sent());
        }

        requests.Should().HaveCount(3).And.OnlyHaveUniqueItems();
        bench.Client.LastReattach.Code.Should().Be(RefusalCode.ReplayDetected);
    }

    [Fact]
    public void A_stale_version_answer_is_met_with_the_version_it_tells()
    {
        using var bench = ClientBench.OfOurs();
        bench.Client.Reattach(bench.Now);
        string nonce = ClientBench.NonceIn(bench.Sent().Single());
        bench.Hear($$"""{"type":"ERROR","code":"STALE_STATE_VERSION","state_version":7,"nonce":"{{nonce}}"}""");

        string second = bench.Sent().Single();
        second.Should().EndWith("\"state_version\":7}").And.NotContain(nonce);
        nonce = ClientBench.NonceIn(second);
        bench.Hear($$"""{"type":"REATTACH_ACK","session_id":"{{ClientBench.Id}}","state_version":8,"nonce":"{{nonce}}"}""");
        bench.Client.ServerStateVersion.Should().Be(8);
    }
}
