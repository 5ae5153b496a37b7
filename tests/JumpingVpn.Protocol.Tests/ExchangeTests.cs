using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Protocol.Tests;

/// <summary>Both cores together, over a network that the test disturbs.</summary>
public sealed class ExchangeTests
{
    private static readonly ServerOptions Restless = new() { SwitchCooldown = TimeSpan.Zero, MaximumSwitchesPerMinute = 1_000 };

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
        pair.Run(TimeSpan.FromSeconds(2));

        pair.Delivered.Should().Equal("a", "b");
        pair.Client.LastReattach.Status.Should().Be(ReattachStatus.Accepted);
        pair.Client.SessionId.Should().Be(id);
        pair.Session.Binding.Should().Be(Addresses.PhoneMoved);
        pair.ServerEventsOf<TransportSwitch>().Should().ContainSingle();
        pair.ClientEventsOf<StateChange>()
            .Select(e => e.To)
            .Should()
            .Equal(SessionState.Attached, SessionState.Reattaching, SessionState.Recovering, SessionState.Attached);
        pair.ClientEventsOf<StateChange>().Select(e => e.StateVersion).Should().Equal(1, 2, 3, 4);
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(15, 0, 60)]
    [InlineData(0, 100, 60)]
    [InlineData(15, 30, 300)]
    [InlineData(30, 30, 150)]
    public void In_any_weather_each_message_arrives_exactly_once(int loss, int duplicates, int jitterMilliseconds)
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            using var pair = new Pair(
                seed: seed,
                client: new ClientOptions { LossWindow = TimeSpan.FromMinutes(1), HandshakeAttempts = 30 }
            );
            pair.DuplicatePercent = duplicates;
            pair.Jitter = TimeSpan.FromMilliseconds(jitterMilliseconds);
            pair.LossPercent = loss;
            pair.Client.Connect(pair.Now);
            pair.Run(TimeSpan.FromSeconds(20));
            string[] sent = [.. Enumerable.Range(1, 100).Select(i => $"message {i}")];
            foreach (string payload in sent)
            {
                pair.Send(payload);
                pair.Run(TimeSpan.FromMilliseconds(20));
            }

            pair.Run(TimeSpan.FromSeconds(60));

            pair.Delivered.Should().HaveCount(100).And.BeEquivalentTo(sent, $"seed {seed}");
            pair.Client.UnacknowledgedCount.Should().Be(0);
            pair.ClientEventsOf<DataRoundtrip>().Should().HaveCount(100);
            pair.Client.State.Should().Be(SessionState.Attached);
        }
    }

    [Fact]
    public void A_flight_of_moves_through_bad_weather_loses_nothing()
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            using var pair = new Pair(Restless, new ClientOptions { ReattachAttempts = 50 }, seed);
            pair.Connect();
            (pair.LossPercent, pair.DuplicatePercent, pair.Jitter) = (15, 20, TimeSpan.FromMilliseconds(100));
            for (ushort i = 0; i < 20; i++)
            {
                pair.Send($"{i}");
                pair.Run(TimeSpan.FromMilliseconds(137));
                pair.Move(Addresses.Phone.WithPort((ushort)(41_000 + i)));
            }

            pair.Run(TimeSpan.FromSeconds(20));

            pair.Delivered.Should().HaveCount(20).And.OnlyHaveUniqueItems($"seed {seed}");
            pair.Client.UnacknowledgedCount.Should().Be(0);
            pair.Session.Binding.Should().Be(pair.ClientAddress);
            pair.Session.StateVersion.Should().Be(1 + pair.Session.Switches);
            pair.Client.ServerStateVersion.Should().Be(pair.Session.StateVersion);
        }
    }

    [Fact]
    public void A_silent_rebinding_costs_one_refused_message()
    {
        using var pair = new Pair();
        pair.Connect();
        pair.Send("a");
        pair.Run(TimeSpan.FromSeconds(1));
        pair.ClientAddress = Addresses.Phone.WithPort(40_777);
        pair.Send("b");
        pair.Run(TimeSpan.FromSeconds(1));

        pair.Delivered.Should().Equal("a", "b");
        pair.Server.Counters.Refused(RefusalCode.WrongTransport).Should().Be(1);
        pair.Session.Switches.Should().Be(1);
        pair.Session.Binding.Should().Be(Addresses.Phone.WithPort(40_777));
    }

    [Fact]
    public void A_rebinding_between_two_copies_of_one_request_is_overcome_with_a_fresh_nonce()
    {
        using var pair = new Pair(Restless);
        pair.Connect();
        pair.Drop = (datagram, _) => datagram.Contains("REATTACH_ACK", StringComparison.Ordinal) && pair.Session.Switches == 1;
        pair.Move(Addresses.PhoneMoved);
        pair.Run(TimeSpan.FromMilliseconds(100));
        pair.ClientAddress = Addresses.PhoneMoved.WithPort(50_003);
        pair.Run(TimeSpan.FromSeconds(2));

        pair.Client.LastReattach.Status.Should().Be(ReattachStatus.Accepted);
        pair.Session.Switches.Should().Be(2);
        pair.Server.Counters.Refused(RefusalCode.ReplayDetected).Should().Be(1);
        pair.Server.Counters.Refused(RefusalCode.StaleStateVersion).Should().Be(1);
    }

    [Fact]
    public void A_lost_acknowledgement_of_a_reattach_is_harmless()
    {
        using var pair = new Pair();
        pair.Connect();
        int lost = 0;
        pair.Drop = (datagram, toServer) => !toServer && datagram.Contains("REATTACH_ACK", StringComparison.Ordinal) && lost++ == 0;
        pair.Move(Addresses.PhoneMoved);
        pair.Run(TimeSpan.FromSeconds(2));

        pair.Client.LastReattach.Status.Should().Be(ReattachStatus.Accepted);
        pair.Session.Switches.Should().Be(1);
        pair.Server.Counters.Reacknowledged.Should().Be(1);
    }

    [Fact]
    public void A_move_made_before_the_last_one_was_confirmed_finds_the_new_state_version()
    {
        using var pair = new Pair(Restless);
        pair.Connect();
        pair.Move(Addresses.PhoneMoved);
        pair.Run(TimeSpan.FromMilliseconds(25));
        pair.Session.Switches.Should().Be(1, "the request arrived, its acknowledgement did not yet");
        pair.Move(Addresses.Phone.WithPort(40_123));
        pair.Run(TimeSpan.FromSeconds(1));

        pair.Client.LastReattach.Status.Should().Be(ReattachStatus.Accepted);
        pair.Session.Binding.Should().Be(Addresses.Phone.WithPort(40_123));
        pair.Session.StateVersion.Should().Be(3);
    }

    [Fact]
    public void An_outage_of_three_seconds_is_waited_out()
    {
        using var pair = new Pair();
        pair.Connect();
        pair.LossPercent = 100;
        pair.Send("a");
        pair.Run(TimeSpan.FromSeconds(3));
        pair.LossPercent = 0;
        pair.Run(TimeSpan.FromSeconds(3));

        pair.Delivered.Should().Equal("a");
        pair.Client.State.Should().Be(SessionState.Attached);
        pair.Session.Switches.Should().Be(0);
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    public void A_reattach_that_arrives_at_the_edge_of_the_time_to_live(long ticks, bool accepted)
    {
        using var pair = new Pair();
        pair.Connect();
        pair.Client.TransportLost(pair.Now);
        TimeSpan deadline = pair.Session.ExpiresAt;
        pair.Run(deadline - pair.Now - pair.Delay + new TimeSpan(ticks));
        pair.Move(Addresses.PhoneMoved);
        pair.Run(TimeSpan.FromSeconds(2));

        pair.Client.State.Should().Be(accepted ? SessionState.Attached : SessionState.Terminated);
        pair.Client.LastReattach.Should()
            .Be(
                accepted
                    ? new ReattachOutcome(ReattachStatus.Accepted)
                    : new ReattachOutcome(ReattachStatus.Refused, RefusalCode.UnknownSession, ReasonCode.SessionExpired)
            );
        pair.Server.SessionCount.Should().Be(accepted ? 1 : 0);
    }

    [Fact]
    public void A_server_that_lost_its_memory_ends_the_session_and_says_so()
    {
        using var pair = new Pair(server: new ServerOptions { MaximumTombstones = 0 });
        pair.Connect();
        pair.Run(TimeSpan.FromSeconds(30));
        pair.Send("too late");
        pair.Run(TimeSpan.FromSeconds(1));

        pair.Client.State.Should().Be(SessionState.Terminated);
        pair.Client.LastReattach.Reason.Should().Be(ReasonCode.UnknownSession);
        pair.Client.UnacknowledgedCount.Should().Be(1);
    }

    [Fact]
    public void A_handshake_that_is_slow_to_be_answered_makes_one_session()
    {
        using var pair = new Pair { Delay = TimeSpan.FromMilliseconds(900) };
        pair.Client.Connect(pair.Now);
        pair.Run(TimeSpan.FromSeconds(5));

        pair.Client.State.Should().Be(SessionState.Attached);
        pair.Server.Counters.SessionsCreated.Should().Be(1);
        pair.Server.Counters.Reacknowledged.Should().BeGreaterThan(1);
    }

    [Fact]
    public void Two_runs_with_the_same_seed_are_the_same_to_the_byte()
    {
        static List<string> Run(ulong seed)
        {
            using var pair = new Pair(seed: seed) { LossPercent = 15, Jitter = TimeSpan.FromMilliseconds(50) };
            pair.Client.Connect(pair.Now);
            for (int i = 0; i < 20; i++)
            {
                pair.Send($"{i}");
                pair.Run(TimeSpan.FromMilliseconds(100));
            }

            return [.. pair.SentByClient, .. pair.SentByServer];
        }

        Run(3).Should().Equal(Run(3)).And.NotEqual(Run(4));
    }
}
