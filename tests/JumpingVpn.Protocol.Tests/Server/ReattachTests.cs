using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Protocol.Tests.Server;

/// <summary>The checks of a reattach, in their order, and what each refusal leaves as it was.</summary>
public sealed class ReattachTests : IDisposable
{
    private const string Nonce = "00112233445566aa";
    private const string Nonce2 = "00112233445566ab";

    private readonly ServerBench _bench = new();
    private readonly SessionId _id;

    public ReattachTests() => _id = _bench.Handshake();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_valid_request_switches_the_binding_in_one_step()
    {
        _bench.Now += TimeSpan.FromSeconds(7);

        _bench
            .Reattach(_id, Nonce)
            .Should()
            .Be($$"""{"type":"REATTACH_ACK","session_id":"{{_id}}","state_version":2,"nonce":"{{Nonce}}","note":"transport reattached"}""");

        SessionView view = _bench.View(_id);
        (view.Binding, view.State, view.StateVersion, view.Switches, view.RememberedNonces, view.LastActivity)
            .Should()
            .Be((Addresses.PhoneMoved, SessionState.Attached, 2, 1, 1, _bench.Now));
        TransportSwitch switched = _bench.EventsOf<TransportSwitch>().Should().ContainSingle().Subject;
        (switched.From, switched.To, switched.StateVersion).Should().Be((Addresses.Phone, Addresses.PhoneMoved, 2));
        _bench.EventsOf<StateChange>().Should().ContainSingle("the server stays attached across a switch");
    }

    [Fact]
    public void A_prototypes_request_as_python_writes_it_is_accepted()
    {
        string proof = ServerBench.ProofOf(_id.ToString(), Nonce);

        _bench
            .Ask(
                $$"""{"type": "REATTACH_REQUEST", "session_id": "{{_id}}", "nonce": "{{Nonce}}", "proof": "{{proof}}"}""",
                Addresses.PhoneMoved
            )
            .Should()
            .StartWith("""{"type":"REATTACH_ACK",""");
    }

    [Theory]
    [InlineData(16, true)]
    [InlineData(17, true)]
    [InlineData(64, true)]
    [InlineData(15, false)]
    [InlineData(65, false)]
    public void A_nonce_has_16_to_64_digits(int length, bool accepted)
    {
        _bench.Reattach(_id, new string('a', length)).Should().Contain(accepted ? "REATTACH_ACK" : "MALFORMED");
    }

    [Fact]
    public void After_a_switch_the_old_address_is_refused_and_the_new_one_served()
    {
        _bench.Reattach(_id, Nonce);

        _bench.Data(_id, 1, Addresses.Phone).Should().Contain("WRONG_TRANSPORT");
        _bench.Data(_id, 1, Addresses.PhoneMoved).Should().Contain("DATA_ACK");
        _bench.View(_id).Binding.Should().Be(Addresses.PhoneMoved);
    }

    [Fact]
    public void Check_3_an_unknown_session_is_refused_before_its_proof_is_looked_at()
    {
        var unknown = new SessionId(_id.Value + 1);

        _bench
            .Reattach(unknown, Nonce, proof: new string('0', 64))
            .Should()
            .Be(
                $$"""{"type":"ERROR","code":"UNKNOWN_SESSION","reason":"unknown_session","session_id":"{{unknown}}","nonce":"{{Nonce}}"}"""
            );
        _bench.Server.SessionCount.Should().Be(1);
    }

    [Fact]
    public void Check_4_an_expired_session_is_refused_before_its_proof_is_looked_at()
    {
        _bench.Now += TimeSpan.FromSeconds(30);

        _bench
            .Reattach(_id, Nonce, proof: new string('0', 64))
            .Should()
            .Contain(
                """
                "code":"UNKNOWN_SESSION","reason":"session_expired"
                """
            );
    }

    [Fact]
    public void Check_5_a_wrong_proof_is_refused()
    {
        RefusedWithoutTrace(() => _bench.Reattach(_id, Nonce, proof: new string('0', 64)), RefusalCode.BadProof, "BAD_PROOF", "bad_proof");
    }

    [Fact]
    public void Check_5_the_proof_of_another_session_is_refused()
    {
        SessionId other = _bench.Handshake(Addresses.Eve);

        RefusedWithoutTrace(
            () => _bench.Reattach(_id, Nonce, proof: ServerBench.ProofOf(other.ToString(), Nonce)),
            RefusalCode.BadProof,
            "BAD_PROOF",
            "bad_proof"
        );
    }

    [Fact]
    public void Check_5_the_proof_of_another_nonce_or_secret_is_refused()
    {
        RefusedWithoutTrace(
            () => _bench.Reattach(_id, Nonce, proof: ServerBench.ProofOf(_id.ToString(), Nonce2)),
            RefusalCode.BadProof,
            "BAD_PROOF",
            "bad_proof"
        );
        RefusedWithoutTrace(
            () => _bench.Reattach(_id, Nonce, proof: ServerBench.ProofOf(_id.ToString(), Nonce, "x")),
            RefusalCode.BadProof,
            "BAD_PROOF",
            "bad_proof",
            2
        );
    }

    [Fact]
    public void Check_5_comes_before_6_a_replayed_nonce_with_a_wrong_proof_says_nothing_about_the_nonce()
    {
        _bench.Reattach(_id, Nonce);

        _bench.Reattach(_id, Nonce, proof: new string('0', 64)).Should().Contain("BAD_PROOF");
    }

    [Fact]
    public void Check_6_a_replay_from_another_address_is_refused_and_reported()
    {
        _bench.Reattach(_id, Nonce);

        RefusedWithoutTrace(() => _bench.Reattach(_id, Nonce, Addresses.Eve), RefusalCode.ReplayDetected, "REPLAY_DETECTED", "replay");
        SecurityEvent race = _bench.EventsOf<SecurityEvent>().Should().ContainSingle().Subject;
        (race.Violation, race.From, race.Other).Should().Be((ReasonCode.Race, Addresses.Eve, Addresses.PhoneMoved));
    }

    [Theory]
    [InlineData(-1, ReasonCode.Race)]
    [InlineData(0, ReasonCode.Replay)]
    public void One_that_comes_long_after_the_switch_is_a_replay_and_no_race(int ticks, ReasonCode violation)
    {
        _bench.Reattach(_id, Nonce);
        _bench.Now += TimeSpan.FromSeconds(10) + TimeSpan.FromTicks(ticks);
        _bench.Reattach(_id, Nonce, Addresses.Eve).Should().Contain("REPLAY_DETECTED");

        _bench.EventsOf<SecurityEvent>().Should().ContainSingle().Which.Violation.Should().Be(violation);
    }

    [Fact]
    public void Check_6_an_older_request_from_its_own_old_address_is_a_replay()
    {
        _bench.Reattach(_id, Nonce);
        _bench.Now += TimeSpan.FromSeconds(1);
        _bench.Reattach(_id, Nonce2, Addresses.Phone);

        RefusedWithoutTrace(() => _bench.Reattach(_id, Nonce), RefusalCode.ReplayDetected, "REPLAY_DETECTED", "replay");
    }

    [Fact]
    public void Check_6_an_older_request_from_the_bound_address_is_a_replay_too()
    {
        _bench.Reattach(_id, Nonce);
        _bench.Now += TimeSpan.FromSeconds(1);
        _bench.Reattach(_id, Nonce2);

        RefusedWithoutTrace(() => _bench.Reattach(_id, Nonce), RefusalCode.ReplayDetected, "REPLAY_DETECTED", "replay");
    }

    [Fact]
    public void Check_6_the_very_request_that_made_the_binding_is_acknowledged_again_and_changes_nothing()
    {
        string first = _bench.Reattach(_id, Nonce);
        SessionView before = _bench.View(_id);
        int events = _bench.Events.Count;
        _bench.Now += TimeSpan.FromSeconds(5);

        _bench.Reattach(_id, Nonce).Should().Be(first);

        _bench.View(_id).Should().Be(before, "not even the time to live is restarted");
        _bench.Events.Should().HaveCount(events);
        _bench.Server.Counters.Reacknowledged.Should().Be(1);
    }

    [Fact]
    public void Check_6_comes_before_7_a_lost_acknowledgement_is_harmless_although_the_version_has_risen()
    {
        _bench.Reattach(_id, Nonce, version: 1);

        _bench.Reattach(_id, Nonce, version: 1).Should().Contain("REATTACH_ACK");
    }

    [Theory]
    [InlineData(3)]
    [InlineData(2)]
    [InlineData(long.MaxValue)]
    public void Check_7_a_stale_or_future_state_version_is_refused_and_the_right_one_told(long version)
    {
        RefusedWithoutTrace(
            () => _bench.Reattach(_id, Nonce, version: version),
            RefusalCode.StaleStateVersion,
            "STALE_STATE_VERSION",
            "stale_state_version"
        );
        _bench.Reattach(_id, Nonce, version: version).Should().Contain("\"state_version\":1,");
        _bench.Reattach(_id, Nonce, version: 1).Should().Contain("REATTACH_ACK");
    }

    [Fact]
    public void Check_7_a_delayed_request_of_an_earlier_place_cannot_pull_the_session_back()
    {
        _bench.Reattach(_id, Nonce2, version: 1);

        RefusedWithoutTrace(
            () => _bench.Reattach(_id, Nonce, Addresses.Eve, version: 1),
            RefusalCode.StaleStateVersion,
            "STALE_STATE_VERSION",
            "stale_state_version"
        );
    }

    [Fact]
    public void Check_8_a_full_nonce_memory_fails_closed_and_forgets_nothing()
    {
        using var bench = new ServerBench(new ServerOptions { MaximumNonces = 3, SwitchCooldown = TimeSpan.Zero });
        SessionId id = bench.Handshake();
        for (int i = 1; i <= 3; i++)
        {
            bench.Reattach(id, $"000000000000000{i}").Should().Contain("REATTACH_ACK");
        }

        bench
            .Reattach(id, "0000000000000004")
            .Should()
            .Contain(
                """
                "code":"POLICY_DENY","reason":"nonce_memory_full"
                """
            );
        PolicyEvent told = bench.EventsOf<PolicyEvent>().Should().ContainSingle().Subject;
        (told.SessionId, told.Reason, told.Limit, told.Observed).Should().Be((id, ReasonCode.NonceMemoryFull, 3, 4));
        bench.Reattach(id, "0000000000000001").Should().Contain("REPLAY_DETECTED");
        bench.Reattach(id, "0000000000000003").Should().Contain("REATTACH_ACK", "it made the present binding");
        bench.View(id).RememberedNonces.Should().Be(3);
        bench.Data(id, 1, Addresses.PhoneMoved).Should().Contain("DATA_ACK", "the session itself lives on");
    }

    [Fact]
    public void One_of_two_racing_requests_wins_and_the_other_is_told_the_new_version()
    {
        _bench.Reattach(_id, Nonce, Addresses.PhoneMoved, version: 1).Should().Contain("REATTACH_ACK");
        _bench.Reattach(_id, Nonce2, Addresses.Eve, version: 1).Should().Contain("STALE_STATE_VERSION");

        _bench.View(_id).Binding.Should().Be(Addresses.PhoneMoved);
    }

    private void RefusedWithoutTrace(Func<string> act, RefusalCode code, string codeName, string reasonName, long count = 1)
    {
        SessionView before = _bench.View(_id);
        TimeSpan? timeout = _bench.Server.NextTimeout;

        string answer = act();

        answer.Should().StartWith($$"""{"type":"ERROR","code":"{{codeName}}","reason":"{{reasonName}}",""");
        _bench.View(_id).Should().Be(before);
        _bench.Server.NextTimeout.Should().Be(timeout);
        _bench.Server.Counters.Refused(code).Should().Be(count);
        _bench.Events[^1].Should().BeOfType<ReattachRejected>().Which.Code.Should().Be(code);
    }
}
