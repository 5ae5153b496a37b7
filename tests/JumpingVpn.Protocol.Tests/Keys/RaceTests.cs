using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Protocol.Tests.Keys;

/// <summary>One request from two addresses: what an eavesdropper with a head start gains, and what she never does.</summary>
public sealed class RaceTests
{
    private static readonly string[] Requests = ["REATTACH_REQUEST"];
    private static readonly string[] Moves = ["REATTACH_REQUEST", "PATH_RESPONSE"];
    private static readonly string[] Everything = ["REATTACH_REQUEST", "PATH_RESPONSE", "DATA", "KEEPALIVE", "DATA_ACK"];
    private static readonly string[] Nothing = [];
    private static readonly string[] Answers = ["REATTACH_ACK", "PATH_CHALLENGE"];
    private static readonly string[] AllAnswers = ["REATTACH_ACK", "PATH_CHALLENGE", "DATA_ACK", "KEEPALIVE_ACK", "ERROR", "DATA"];

    public static TheoryData<SessionMode> WithKeys => Modes.WithKeys;

    public static TheoryData<string, string, bool> Strategies
    {
        get
        {
            TheoryData<string, string, bool> all = [];
            foreach (string copies in (string[])["requests", "moves", "everything"])
            {
                foreach (string relays in (string[])["nothing", "answers", "all answers"])
                {
                    all.Add(copies, relays, false);
                    all.Add(copies, relays, true);
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(WithKeys))]
    public void Whoever_cannot_answer_a_challenge_loses_at_once_what_a_head_start_has_won(SessionMode mode)
    {
        using Pair pair = Modes.Session(mode);
        _ = new Eavesdropper(pair, Requests, Nothing);
        pair.Move(Addresses.PhoneMoved);
        pair.Run(TimeSpan.FromMilliseconds(100));

        pair.Session.Binding.Should().Be(Addresses.PhoneMoved);
        pair.Client.LastReattach.Status.Should().Be(ReattachStatus.Accepted);
        pair.ServerEventsOf<TransportSwitch>()
            .Select(e => (e.To, e.Reason))
            .Should()
            .Equal((Eavesdropper.Address, ReasonCode.TransportVolatility), (Addresses.PhoneMoved, ReasonCode.Race));
        SecurityEvent race = pair.ServerEventsOf<SecurityEvent>().Should().ContainSingle().Subject;
        (race.Violation, race.From, race.Other).Should().Be((ReasonCode.Race, Addresses.PhoneMoved, Eavesdropper.Address));
    }

    [Fact]
    public void Both_addresses_are_challenged_and_the_bound_one_keeps_the_session_by_answering()
    {
        using Pair pair = Modes.Session(SessionMode.Psk);
        pair.Move(Addresses.PhoneMoved);
        pair.Run(TimeSpan.FromMilliseconds(100));
        string request = pair.SentByClient.Last(text => text.Contains("REATTACH_REQUEST", StringComparison.Ordinal));
        pair.Forge(request, toServer: true, Eavesdropper.Address, TimeSpan.Zero);
        pair.Run(TimeSpan.FromMilliseconds(100));
        pair.Forge(request, toServer: true, Eavesdropper.Address, TimeSpan.Zero);
        pair.Run(TimeSpan.FromMilliseconds(100));

        pair.SentByServer.Count(text => text.Contains("PATH_CHALLENGE", StringComparison.Ordinal))
            .Should()
            .Be(2, "it is settled with the answer");
        pair.Session.Binding.Should().Be(Addresses.PhoneMoved);
        pair.Session.Switches.Should().Be(1);
        pair.Server.Counters.Refused(RefusalCode.ReplayDetected).Should().Be(2);
    }

    [Theory]
    [MemberData(nameof(WithKeys))]
    public void Races_cost_none_of_the_switches_of_a_minute(SessionMode mode)
    {
        using Pair pair = Modes.Session(mode);
        _ = new Eavesdropper(pair, Requests, Nothing);
        for (ushort i = 1; i <= 9; i++)
        {
            pair.Move(Addresses.PhoneMoved.WithPort(i));
            pair.Run(TimeSpan.FromSeconds(2));
            pair.Session.Binding.Should().Be(Addresses.PhoneMoved.WithPort(i));
        }

        pair.Server.Counters.Switches.Should().Be(18);
        pair.Server.Counters.Refused(RefusalCode.PolicyDeny).Should().Be(0);
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Whatever_is_copied_and_relayed_the_session_goes_on_and_is_whole_when_it_is_over(
        string copies,
        string relays,
        bool validation
    )
    {
        using var pair = new Pair(Modes.Server(SessionMode.Psk) with { PathValidation = validation }, Modes.Client(SessionMode.Psk));
        pair.Connect();
        pair.Send("hello");
        pair.Run(TimeSpan.FromSeconds(1));
        var eve = new Eavesdropper(
            pair,
            copies == "requests" ? Requests
                : copies == "moves" ? Moves
                : Everything,
            relays == "nothing" ? Nothing
                : relays == "answers" ? Answers
                : AllAnswers
        );
        pair.Move(Addresses.PhoneMoved);
        int sent = 1;
        for (int i = 0; i < 180; i++)
        {
            pair.Send($"{++sent}");
            pair.Run(TimeSpan.FromMilliseconds(500));
            if (i % 3 == 0)
            {
                pair.Forge("""{"type":"ERROR","code":"UNKNOWN_SESSION"}""", toServer: false, pair.ClientAddress, TimeSpan.Zero);
            }
        }

        eve.Copied.Should().BeGreaterThan(0);
        eve.Leave();
        pair.Send($"{++sent}");
        pair.Run(TimeSpan.FromSeconds(12));

        pair.Client.State.Should().Be(SessionState.Attached);
        pair.Client.UnacknowledgedCount.Should().Be(0);
        pair.Delivered.Should().HaveCount(sent).And.OnlyHaveUniqueItems();
        pair.Session.Binding.Should().Be(Addresses.PhoneMoved);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Whoever_was_relayed_out_of_the_session_has_it_back_with_the_next_message_that_is_new(bool validation)
    {
        using var pair = new Pair(Modes.Server(SessionMode.Psk) with { PathValidation = validation }, Modes.Client(SessionMode.Psk));
        pair.Connect();
        pair.Send("hello");
        pair.Run(TimeSpan.FromSeconds(1));
        var eve = new Eavesdropper(pair, Moves, Answers);
        pair.Move(Addresses.PhoneMoved);
        pair.Run(TimeSpan.FromMilliseconds(60));
        pair.Session.Binding.Should().Be(Eavesdropper.Address, "she has relayed the challenge, and nothing tells her from a better path");
        eve.Leave();
        long reattaches = pair.Client.Counters.ReattachesStarted;

        pair.Send("here I am");
        pair.Run(TimeSpan.FromSeconds(1));

        pair.Delivered.Should().Equal("hello", "here I am");
        pair.Session.Binding.Should().Be(Addresses.PhoneMoved);
        pair.Client.Counters.ReattachesStarted.Should().Be(reattaches, "the server calls it back, and it need not ask");
        pair.ServerEventsOf<TransportSwitch>().Last().Reason.Should().Be(ReasonCode.Race);
        pair.Client.ServerStateVersion.Should().Be(pair.Session.StateVersion);
    }

    [Fact]
    public void Data_that_was_held_back_drags_the_session_nowhere()
    {
        using Pair pair = Modes.Session(SessionMode.Psk);
        string old = pair.SentByClient.Last(text => text.Contains("\"DATA\"", StringComparison.Ordinal));
        pair.Drop = (text, toServer) => toServer && text.Contains("\"DATA\"", StringComparison.Ordinal);
        pair.Send("held");
        string held = pair.SentByClient[^1];
        _ = new Eavesdropper(pair, Requests, Nothing);
        pair.Move(Addresses.PhoneMoved);
        pair.Run(TimeSpan.FromMilliseconds(100));
        SessionView before = pair.Session;
        foreach (string datagram in (string[])[old, held])
        {
            pair.Forge(datagram, toServer: true, Addresses.Phone, TimeSpan.Zero);
            pair.Forge(datagram, toServer: true, Eavesdropper.Address, TimeSpan.Zero);
        }

        pair.Run(TimeSpan.FromMilliseconds(100));

        pair.Session.Should().Be(before);
        pair.Server.Counters.Refused(RefusalCode.WrongTransport).Should().Be(4);
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(9, false)]
    [InlineData(40, false)]
    [InlineData(40, true)]
    public void However_many_addresses_copy_each_message_first_the_client_has_its_session_back_at_once(int addresses, bool validation)
    {
        using var pair = new Pair(Modes.Server(SessionMode.Psk) with { PathValidation = validation }, Modes.Client(SessionMode.Psk));
        pair.Connect();
        _ = new Eavesdropper(pair, Everything, Nothing, Many(addresses));
        int sent = 0;
        for (ushort i = 1; i <= 10; i++)
        {
            pair.Move(Addresses.PhoneMoved.WithPort(i));
            pair.Run(TimeSpan.FromMilliseconds(150));
            pair.Session.Binding.Should().Be(Addresses.PhoneMoved.WithPort(i), $"move {i}");
            pair.Send($"{++sent}");
            pair.Run(TimeSpan.FromSeconds(2));
        }

        pair.Client.State.Should().Be(SessionState.Attached);
        pair.Delivered.Should().HaveCount(sent).And.OnlyHaveUniqueItems();
    }

    [Fact]
    public void Copies_after_the_return_take_no_other_switch_out_of_the_count()
    {
        using var pair = new Pair(
            Modes.Server(SessionMode.Psk) with
            {
                MaximumSwitchesPerMinute = 2,
                SwitchCooldown = TimeSpan.Zero,
            },
            Modes.Client(SessionMode.Psk)
        );
        pair.Connect();
        pair.Move(Addresses.PhoneMoved.WithPort(1)); // counts, and is all that does
        pair.Run(TimeSpan.FromSeconds(1));
        var eve = new Eavesdropper(pair, Requests, Nothing);
        pair.Move(Addresses.PhoneMoved.WithPort(2));
        pair.Run(TimeSpan.FromMilliseconds(200));
        eve.Leave();
        string request = pair.SentByClient.Last(text => text.Contains("REATTACH_REQUEST", StringComparison.Ordinal));
        for (int i = 0; i < 5; i++)
        {
            pair.FromElsewhereToServer(request, Eavesdropper.Address).Should().NotBeEmpty();
        }

        pair.Move(Addresses.PhoneMoved.WithPort(3));
        pair.Run(TimeSpan.FromSeconds(1));
        pair.Session.Binding.Should().Be(Addresses.PhoneMoved.WithPort(3));
        pair.Move(Addresses.PhoneMoved.WithPort(4));
        pair.Run(TimeSpan.FromSeconds(1));

        pair.Session.Binding.Should().Be(Addresses.PhoneMoved.WithPort(3), "two switches of a minute are spent");
        pair.Server.Counters.Refused(RefusalCode.PolicyDeny).Should().BePositive();
    }

    [Theory]
    [InlineData("DATA")]
    [InlineData("KEEPALIVE")]
    public void Only_a_message_that_is_new_calls_the_client_back(string type)
    {
        using var pair = new Pair(
            Modes.Server(SessionMode.Psk),
            Modes.Client(SessionMode.Psk) with
            {
                KeepaliveInterval = TimeSpan.FromSeconds(2),
            }
        );
        pair.Connect();
        pair.Send("hello");
        pair.Run(TimeSpan.FromSeconds(20));
        string old = pair.SentByClient.Last(text => text.Contains($"\"{type}\"", StringComparison.Ordinal));
        var eve = new Eavesdropper(pair, Moves, Answers);
        pair.Move(Addresses.PhoneMoved);
        pair.Run(TimeSpan.FromMilliseconds(60));
        eve.Leave();
        pair.Session.Binding.Should().Be(Eavesdropper.Address);

        pair.FromElsewhereToServer(old, Addresses.PhoneMoved).Should().Contain("WRONG_TRANSPORT").And.Contain("\"race\"");
        pair.Send("new");
        string held = pair.SentByClient[^1];
        pair.FromElsewhereToServer(held, Addresses.PhoneMoved).Should().Contain("PATH_CHALLENGE");
    }

    [Fact]
    public void Whoever_answers_from_two_addresses_in_turns_is_held_to_a_share()
    {
        using var pair = new Pair(Modes.Server(SessionMode.Psk) with { SwitchCooldown = TimeSpan.Zero }, Modes.Client(SessionMode.Psk));
        pair.Connect();
        pair.Send("hello");
        pair.Run(TimeSpan.FromSeconds(1));
        _ = new Eavesdropper(pair, Everything, Answers);
        pair.Move(Addresses.PhoneMoved);
        for (int i = 0; i < 100; i++)
        {
            pair.Send($"{i}");
            pair.Run(TimeSpan.FromMilliseconds(50));
        }

        pair.Server.Counters.Switches.Should().BeLessThan(2 * (8 + (2 * 6)), "eight at once and two a second may return");
    }

    [Fact]
    public void Without_keys_a_raced_switch_counts_with_path_validation_too()
    {
        using var bench = new ServerBench(
            new ServerOptions
            {
                PathValidation = true,
                MaximumSwitchesPerMinute = 1,
                SwitchCooldown = TimeSpan.Zero,
            }
        );
        SessionId id = bench.Handshake();
        const string nonce = "00112233445566aa";
        string challenge = bench.Reattach(id, nonce).Split('"')[^2];
        bench.Reattach(id, nonce, Addresses.Eve).Should().Contain("PATH_CHALLENGE");
        string proof = ServerBench.ProofOf("path|" + id, challenge);
        bench
            .Ask(
                $$"""{"type":"PATH_RESPONSE","session_id":"{{id}}","nonce":"{{nonce}}","challenge":"{{challenge}}","proof":"{{proof}}"}""",
                Addresses.PhoneMoved
            )
            .Should()
            .Contain("REATTACH_ACK");

        bench.Reattach(id, "00112233445566bb").Should().Contain("POLICY_DENY").And.Contain("switch_rate");
    }

    [Fact]
    public void Without_keys_the_record_shows_the_race_and_the_client_asks_again()
    {
        using var pair = new Pair();
        pair.Connect();
        pair.Send("hello");
        pair.Run(TimeSpan.FromSeconds(1));
        var eve = new Eavesdropper(pair, Requests, Nothing);
        pair.Move(Addresses.PhoneMoved);
        pair.Run(TimeSpan.FromMilliseconds(100));
        eve.Leave();
        pair.Run(TimeSpan.FromSeconds(3));

        pair.ServerEventsOf<SecurityEvent>().Should().ContainSingle().Which.Violation.Should().Be(ReasonCode.Race);
        pair.Server.Counters.PathChallenges.Should().Be(0);
        pair.Session.Binding.Should().Be(Addresses.PhoneMoved);
    }

    [Fact]
    public void A_sealed_answer_in_the_attempt_voids_what_nobody_vouches_for()
    {
        using Pair pair = Modes.Session(SessionMode.Psk);
        _ = new Eavesdropper(pair, Requests, Nothing);
        pair.Drop = (text, toServer) => toServer && text.Contains("PATH_RESPONSE", StringComparison.Ordinal);
        pair.Move(Addresses.PhoneMoved);
        for (int i = 0; i < 40; i++)
        {
            string nonce = Client.ClientBench.NonceIn(
                pair.SentByClient.Last(text => text.Contains("REATTACH_REQUEST", StringComparison.Ordinal))
            );
            pair.FromElsewhereToClient($$"""{"type":"ERROR","code":"UNKNOWN_SESSION","nonce":"{{nonce}}"}""", Addresses.Server);
            pair.Run(TimeSpan.FromMilliseconds(250));
        }

        pair.Client.State.Should().NotBe(SessionState.Terminated);
    }

    private static TransportAddress[] Many(int count) =>
        [.. Enumerable.Range(1, count).Select(i => TransportAddress.FromIPv4(0x0A00_0000u + (uint)(i * 256), 4500))];
}
