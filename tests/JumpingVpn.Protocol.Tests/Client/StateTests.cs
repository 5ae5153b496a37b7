using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Protocol.Tests.Client;

/// <summary>The client's way through the states of the table, each deadline to the tick.</summary>
public sealed class StateTests
{
    private static readonly TimeSpan Tick = new(1);
    private static readonly ClientOptions Options = new() { MaximumLifetime = null };

    [Theory]
    [InlineData(-1, SessionState.Recovering)]
    [InlineData(0, SessionState.Attached)]
    [InlineData(1, SessionState.Attached)]
    [Trait("timer", "client.stability-window")]
    public void A_reattached_session_is_attached_after_the_stability_window(long ticks, SessionState expected)
    {
        using ClientBench bench = Reattached(Options);
        bench.Client.NextTimeout.Should().Be(bench.Now + Options.StabilityWindow);
        Wait(bench, Options.StabilityWindow + new TimeSpan(ticks));

        bench.Client.State.Should().Be(expected);
    }

    [Fact]
    public void Data_flows_while_the_session_recovers()
    {
        using ClientBench bench = Reattached(Options);
        bench.Send("x");
        bench.Sent().Should().ContainSingle().Which.Should().Contain("\"DATA\"");
        bench.HearAck(1);
        (bench.Client.State, bench.Client.UnacknowledgedCount).Should().Be((SessionState.Recovering, 0));
    }

    [Fact]
    public void A_socket_that_dies_while_the_session_recovers_is_first_volatile_as_the_table_has_it()
    {
        using ClientBench bench = Reattached(Options);
        bench.Client.TransportLost(bench.Now);
        bench.Sent();

        Changes(bench).TakeLast(2).Should().Equal(SessionState.Volatile, SessionState.Reattaching);
        bench.EventsOf<SecurityEvent>().Should().BeEmpty();
    }

    [Theory]
    [InlineData(-1, SessionState.Attached)]
    [InlineData(0, SessionState.Reattaching)]
    [InlineData(1, SessionState.Reattaching)]
    [Trait("timer", "client.loss-window")]
    public void A_transport_is_dead_when_nothing_came_back_for_the_loss_window(long ticks, SessionState expected)
    {
        using var bench = ClientBench.OfOurs(Options);
        bench.Send("x");
        TimeSpan end = bench.Now + Options.LossWindow + new TimeSpan(ticks);
        RunTo(bench, end);

        bench.Client.State.Should().Be(expected);
    }

    [Fact]
    public void One_answer_in_the_loss_window_keeps_the_transport_alive()
    {
        using var bench = ClientBench.OfOurs(Options);
        bench.Send("1");
        bench.HearAck(1);
        bench.Send("2");
        bench.Send("3");
        TimeSpan end = bench.Now + Options.LossWindow;
        RunTo(bench, end - Tick);
        bench.HearAck(2);
        RunTo(bench, end + Options.LossWindow - (2 * Tick));
        bench.Client.State.Should().Be(SessionState.Attached);
        RunTo(bench, end + Options.LossWindow - Tick);
        bench.Client.State.Should().Be(SessionState.Reattaching);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [Trait("timer", "client.reattach-cooldown")]
    public void A_degraded_session_tries_again_after_the_cooldown(long ticks, bool again)
    {
        using ClientBench bench = Refused(Options, "RATE_LIMITED");
        bench.Client.State.Should().Be(SessionState.Degraded);
        Wait(bench, Options.ReattachCooldown + new TimeSpan(ticks));

        bench.Client.State.Should().Be(again ? SessionState.Reattaching : SessionState.Degraded);
        bench.Sent().Should().HaveCount(again ? 1 : 0);
    }

    [Fact]
    public void Each_wait_of_a_degraded_session_is_twice_the_one_before_up_to_the_longest()
    {
        using ClientBench bench = Refused(Options with { MaximumReattachBackoff = TimeSpan.FromMilliseconds(1_500) }, "POLICY_DENY");
        List<double> waits = [];
        for (int i = 0; i < 4; i++)
        {
            TimeSpan degraded = bench.Now;
            bench.Now = bench.Client.NextTimeout!.Value;
            bench.Client.HandleTimeout(bench.Now);
            waits.Add((bench.Now - degraded).TotalMilliseconds);
            Refuse(bench, "POLICY_DENY");
        }

        waits.Should().Equal(500, 1_000, 1_500, 1_500);
    }

    [Theory]
    [InlineData(-1, SessionState.Reattaching)]
    [InlineData(0, SessionState.Terminated)]
    [InlineData(1, SessionState.Terminated)]
    [Trait("timer", "client.transport-loss-ttl")]
    public void Without_a_transport_the_session_lives_for_the_transport_loss_ttl(long ticks, SessionState expected)
    {
        using var bench = ClientBench.OfOurs(Options with { TransportLossTtl = TimeSpan.FromSeconds(10) });
        bench.Client.TransportLost(bench.Now);
        bench.Client.NextTimeout.Should().Be(bench.Now + TimeSpan.FromSeconds(10));
        Wait(bench, TimeSpan.FromSeconds(10) + new TimeSpan(ticks));

        bench.Client.State.Should().Be(expected);
        ExpectEnd(bench, expected, TransitionReason.TtlTransportLossExpired);
    }

    [Fact]
    public void The_transport_loss_ttl_runs_on_through_attempts_that_nobody_answers()
    {
        using var bench = ClientBench.OfOurs(Options with { TransportLossTtl = TimeSpan.FromSeconds(10) });
        bench.Client.Reattach(bench.Now);
        TimeSpan end = bench.Now + TimeSpan.FromSeconds(10);
        RunTo(bench, end - Tick);
        bench.Client.State.Should().NotBe(SessionState.Terminated);
        Changes(bench).Should().Contain(SessionState.Degraded);
        RunTo(bench, end);

        ExpectEnd(bench, SessionState.Terminated, TransitionReason.TtlTransportLossExpired);
    }

    [Theory]
    [InlineData(-1, SessionState.Attached)]
    [InlineData(0, SessionState.Terminated)]
    [InlineData(1, SessionState.Terminated)]
    [Trait("timer", "client.idle-ttl")]
    public void A_session_in_which_nothing_is_acknowledged_lives_for_the_idle_ttl(long ticks, SessionState expected)
    {
        using var bench = ClientBench.OfOurs(Options with { IdleTtl = TimeSpan.FromSeconds(30) });
        Wait(bench, TimeSpan.FromSeconds(20));
        bench.Send("restarts it");
        bench.HearAck(1);
        Wait(bench, TimeSpan.FromSeconds(30) + new TimeSpan(ticks));

        bench.Client.State.Should().Be(expected);
        ExpectEnd(bench, expected, TransitionReason.TtlSessionExpired);
    }

    [Theory]
    [InlineData(-1, SessionState.Attached)]
    [InlineData(0, SessionState.Terminated)]
    [InlineData(1, SessionState.Terminated)]
    [Trait("timer", "client.maximum-lifetime")]
    public void However_busy_it_is_a_session_lives_for_its_maximum_lifetime(long ticks, SessionState expected)
    {
        using var bench = ClientBench.OfOurs(Options with { MaximumLifetime = TimeSpan.FromSeconds(60) });
        TimeSpan end = bench.Now + TimeSpan.FromSeconds(60) + new TimeSpan(ticks);
        Wait(bench, TimeSpan.FromSeconds(59));
        bench.Send("x");
        bench.HearAck(1);
        bench.Now = end;
        bench.Client.HandleTimeout(end);
        bench.Sent();

        bench.Client.State.Should().Be(expected);
        ExpectEnd(bench, expected, TransitionReason.TtlLifetimeExpired);
    }

    [Theory]
    [InlineData(-1, SessionState.Reattaching)]
    [InlineData(0, SessionState.Terminated)]
    [InlineData(1, SessionState.Terminated)]
    [Trait("timer", "client.recovery-window")]
    public void A_recovery_that_takes_longer_than_its_window_ends_the_session(long ticks, SessionState expected)
    {
        using var bench = ClientBench.OfOurs(Options with { ReattachAttempts = 100 });
        bench.Client.Reattach(bench.Now);
        RunTo(bench, bench.Now + Options.RecoveryWindow + new TimeSpan(ticks));

        bench.Client.State.Should().Be(expected);
        ExpectEnd(bench, expected, TransitionReason.RecoveryWindowExceeded);
    }

    [Fact]
    public void A_recovery_window_does_not_run_without_a_transport_and_not_while_degraded()
    {
        using var bench = ClientBench.OfOurs(Options);
        bench.Client.TransportLost(bench.Now);
        Wait(bench, TimeSpan.FromMinutes(1));
        bench.Client.Reattach(bench.Now);
        RunTo(bench, bench.Now + TimeSpan.FromMinutes(10));

        bench.Client.State.Should().BeOneOf(SessionState.Degraded, SessionState.Reattaching);
    }

    [Fact]
    public void A_clock_that_is_looked_at_late_ends_no_recovery_that_was_stable_in_time()
    {
        using ClientBench bench = Reattached(Options);
        Wait(bench, TimeSpan.FromSeconds(20));

        bench.Client.State.Should().Be(SessionState.Attached);
    }

    [Fact]
    public void Of_bounds_that_are_met_at_once_the_idle_ttl_is_the_reason()
    {
        var same = TimeSpan.FromSeconds(5);
        using var bench = ClientBench.OfOurs(
            Options with
            {
                IdleTtl = same,
                MaximumLifetime = same,
                TransportLossTtl = same,
                LossWindow = same,
                ReattachAttempts = 100,
            }
        );
        bench.Client.Reattach(bench.Now);
        RunTo(bench, bench.Now + same);

        ExpectEnd(bench, SessionState.Terminated, TransitionReason.TtlSessionExpired);
        bench.EventsOf<SessionTerminated>().Should().ContainSingle();
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 0)]
    public void An_acknowledgement_that_comes_at_the_end_is_not_heard(long ticks, int heard)
    {
        using var bench = ClientBench.OfOurs(Options with { MaximumLifetime = TimeSpan.FromSeconds(2) });
        bench.Send("x");
        bench.Now += TimeSpan.FromSeconds(2) + new TimeSpan(ticks);
        bench.HearAck(1);

        bench.EventsOf<DataRoundtrip>().Should().HaveCount(heard);
        bench.Send("y").Should().Be(heard == 1);
    }

    [Fact]
    public void More_switches_in_a_minute_than_the_limit_degrade_the_session_until_one_is_allowed()
    {
        using var bench = ClientBench.OfOurs(Options with { MaximumSwitchesPerMinute = 3, StabilityWindow = TimeSpan.Zero });
        TimeSpan first = bench.Now;
        for (int i = 0; i < 3; i++)
        {
            Accept(bench);
            Wait(bench, TimeSpan.FromSeconds(1));
        }

        bench.Client.Reattach(bench.Now).Should().BeFalse();
        bench.Sent().Should().BeEmpty();
        bench.EventsOf<StateChange>().Last().Cause.Should().Be(TransitionReason.PolicyFlapLimit);
        bench.EventsOf<PolicyEvent>().Should().ContainSingle().Which.Limit.Should().Be(3);
        bench.Client.LastReattach.Code.Should().Be(RefusalCode.PolicyDeny);

        bench.Client.NextTimeout.Should().Be(first + TimeSpan.FromMinutes(1), "a minute after the oldest switch one more is allowed");
        Wait(bench, bench.Client.NextTimeout!.Value - bench.Now);
        bench.Client.State.Should().Be(SessionState.Reattaching);
        bench.Sent().Should().ContainSingle();
    }

    [Fact]
    public void A_lossy_path_is_volatile_and_recovers_by_itself_without_a_switch()
    {
        using var bench = ClientBench.OfOurs(Options);
        Traffic(bench, 80, answered: i => i % 6 >= 3);
        bench.Client.State.Should().Be(SessionState.Volatile);
        bench.Client.Health.LossPartsPerMillion.Should().BeGreaterThanOrEqualTo(0);

        Traffic(bench, 80, answered: _ => true);
        bench.Client.State.Should().Be(SessionState.Attached);
        Changes(bench).Should().Equal(SessionState.Attached, SessionState.Volatile, SessionState.Recovering, SessionState.Attached);
        bench.Client.Counters.ReattachesStarted.Should().Be(0);
    }

    [Fact]
    public void A_path_below_the_quality_floor_is_degraded_and_still_carries_data()
    {
        using var bench = ClientBench.OfOurs(Options);
        Traffic(bench, 120, answered: i => i % 12 >= 9);

        Changes(bench).Should().Equal(SessionState.Attached, SessionState.Volatile, SessionState.Degraded);
        bench.EventsOf<StateChange>().Last().Cause.Should().Be(TransitionReason.QualityFloorViolation);
        bench.Client.Counters.Acknowledged.Should().BeGreaterThan(30);

        Traffic(bench, 40, answered: _ => true);
        RunTo(bench, bench.Now + TimeSpan.FromSeconds(3), answerReattach: true);
        bench.Client.State.Should().Be(SessionState.Attached);
    }

    private static ClientBench Reattached(ClientOptions options)
    {
        var bench = ClientBench.OfOurs(options);
        Accept(bench);
        bench.Client.State.Should().Be(SessionState.Recovering);
        return bench;
    }

    private static ClientBench Refused(ClientOptions options, string code)
    {
        var bench = ClientBench.OfOurs(options);
        bench.Client.Reattach(bench.Now);
        Refuse(bench, code);
        return bench;
    }

    private static void Accept(ClientBench bench)
    {
        bench.Client.Reattach(bench.Now).Should().BeTrue();
        Answer(bench, bench.Sent().Single());
    }

    private static void Answer(ClientBench bench, string request) =>
        bench.Hear($$"""{"type":"REATTACH_ACK","session_id":"{{ClientBench.Id}}","nonce":"{{ClientBench.NonceIn(request)}}"}""");

    private static void Refuse(ClientBench bench, string code) =>
        bench.Hear($$"""{"type":"ERROR","code":"{{code}}","nonce":"{{ClientBench.NonceIn(bench.Sent().Single())}}"}""");

    private static void Wait(ClientBench bench, TimeSpan time)
    {
        bench.Now += time;
        bench.Client.HandleTimeout(bench.Now);
    }

    /// <summary>Moves from deadline to deadline, the last instant included.</summary>
    private static void RunTo(ClientBench bench, TimeSpan end, bool answerReattach = false)
    {
        while (bench.Client.NextTimeout <= end)
        {
            bench.Client.NextTimeout.Should().BeGreaterThan(bench.Now, "a deadline that was handled lies in the future");
            bench.Now = bench.Client.NextTimeout!.Value;
            bench.Client.HandleTimeout(bench.Now);
            if (bench.Sent().LastOrDefault(sent => sent.Contains("REATTACH", StringComparison.Ordinal)) is { } request && answerReattach)
            {
                Answer(bench, request);
            }
        }

        bench.Now = end;
        bench.Client.HandleTimeout(end);
        bench.Sent();
    }

    /// <summary>One message every 100 ms, answered after 20 ms; of those left out not even the repetitions are answered for a
    /// while.</summary>
    private static void Traffic(ClientBench bench, int count, Func<int, bool> answered)
    {
        for (int i = 0; i < count; i++)
        {
            bench.Send("x");
            bench.Sent();
            TimeSpan next = bench.Now + TimeSpan.FromMilliseconds(100);
            RunTo(bench, bench.Now + TimeSpan.FromMilliseconds(20));
            if (answered(i))
            {
                for (int missing = bench.Client.UnacknowledgedCount; missing > 0; missing--)
                {
                    bench.HearAck(bench.Client.Counters.Acknowledged + 1);
                }
            }

            RunTo(bench, next);
        }
    }

    private static IEnumerable<SessionState> Changes(ClientBench bench) => bench.EventsOf<StateChange>().Select(e => e.To);

    private static void ExpectEnd(ClientBench bench, SessionState state, TransitionReason why)
    {
        if (state == SessionState.Terminated)
        {
            bench.Client.State.Should().Be(SessionState.Terminated);
            bench.Client.NextTimeout.Should().BeNull();
            bench.Sent();
            bench.EventsOf<StateChange>().Last().Cause.Should().Be(why);
        }
    }
}
