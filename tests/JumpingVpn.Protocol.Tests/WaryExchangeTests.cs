namespace JumpingVpn.Protocol.Tests;

/// <summary>A client with a server that asks for cookies and validates paths, and a network between that loses what it likes.</summary>
public sealed class WaryExchangeTests
{
    private static readonly ServerOptions Wary = new()
    {
        RetryPolicy = RetryPolicy.Always,
        PathValidation = true,
        SwitchCooldown = TimeSpan.Zero,
        MaximumSwitchesPerMinute = 1_000,
    };

    [Fact]
    public void The_client_gets_its_session_with_the_cookie()
    {
        using var pair = new Pair(Wary);
        pair.Connect();

        pair.SentByClient.Should().HaveCount(2);
        pair.SentByClient[1].Should().Contain("\"cookie\":").And.Contain(pair.SentByClient[0].Split('"')[7], "the nonce is the same");
        pair.Server.Counters.HandshakeRetries.Should().Be(1);
        pair.Server.SessionCount.Should().Be(1);
    }

    [Theory]
    [InlineData("HANDSHAKE_INIT", true)]
    [InlineData("HANDSHAKE_RETRY", false)]
    [InlineData("cookie", true)]
    [InlineData("HANDSHAKE_ACK", false)]
    public void Whatever_of_it_is_lost_once_it_gets_one_session(string lost, bool toServer)
    {
        using var pair = new Pair(Wary);
        DropOnce(pair, lost, toServer);
        pair.Client.Connect(pair.Now);
        pair.Run(TimeSpan.FromSeconds(2));

        pair.Client.State.Should().Be(SessionState.Attached);
        pair.Server.SessionCount.Should().Be(1);
    }

    [Fact]
    public void A_rebinding_between_retry_and_handshake_costs_another_retry()
    {
        using var pair = new Pair(Wary);
        pair.Client.Connect(pair.Now);
        pair.Run(TimeSpan.FromMilliseconds(30));
        pair.ClientAddress = Addresses.PhoneMoved;
        pair.Run(TimeSpan.FromSeconds(2));

        pair.Client.State.Should().Be(SessionState.Attached);
        pair.Server.Counters.HandshakeRetries.Should().Be(2);
        pair.Session.Binding.Should().Be(Addresses.PhoneMoved);
    }

    [Fact]
    public void No_retry_is_answered_before_the_request_is_due_again()
    {
        using var pair = new Pair(Wary);
        pair.Drop = static (_, _) => true;
        pair.Client.Connect(pair.Now);
        pair.Run(TimeSpan.Zero);
        string cookie = new('a', 32);

        pair.FromElsewhereToClient($$"""{"type":"HANDSHAKE_RETRY","cookie":"{{new string('b', 32)}}"}""", Addresses.Server);
        pair.FromElsewhereToClient(
            Retry(pair, new string('c', 32)).Replace(Nonce(pair), "00112233445566aa", StringComparison.Ordinal),
            Addresses.Server
        );
        pair.FromElsewhereToClient(Retry(pair, new string('d', 32)), Addresses.Eve);
        pair.FromElsewhereToClient(Retry(pair, cookie), Addresses.Server);
        pair.FromElsewhereToClient(Retry(pair, new string('e', 32)), Addresses.Server);
        pair.SentByClient.Should().HaveCount(1);

        pair.Run(TimeSpan.FromMilliseconds(200));
        pair.SentByClient.Should().HaveCount(2);
        pair.SentByClient[1]
            .Should()
            .Contain(cookie, "whoever has seen the nonce is believed, the first of them until the request is sent");
    }

    [Fact]
    public void Retries_without_end_cause_no_request_and_spend_no_attempt()
    {
        using var pair = new Pair(Wary);
        using var calm = new Pair(Wary);
        foreach (Pair it in (Pair[])[pair, calm])
        {
            it.Drop = static (_, _) => true;
            it.Client.Connect(it.Now);
            it.Run(TimeSpan.Zero);
        }

        for (int i = 0; i < 500 && pair.Client.State == SessionState.Birth; i++)
        {
            pair.FromElsewhereToClient(Retry(pair, $"{i:x32}"), Addresses.Server);
            pair.Run(TimeSpan.FromMilliseconds(20));
            calm.Run(TimeSpan.FromMilliseconds(20));
        }

        (pair.SentByClient.Count, pair.Now).Should().Be((calm.SentByClient.Count, calm.Now));
        pair.SentByClient.Should().HaveCount(6);
    }

    [Fact]
    public void A_retry_after_the_handshake_means_nothing()
    {
        using var pair = new Pair(Wary);
        pair.Connect();
        pair.FromElsewhereToClient(Retry(pair, new string('a', 32)), Addresses.Server);

        pair.Client.State.Should().Be(SessionState.Attached);
        pair.SentByClient.Should().HaveCount(2);
    }

    [Fact]
    public void The_client_answers_the_challenge_and_its_session_moves()
    {
        using var pair = new Pair(Wary);
        pair.Connect();
        pair.Move(Addresses.PhoneMoved);
        pair.Run(TimeSpan.FromSeconds(1));

        pair.Client.LastReattach.Status.Should().Be(ReattachStatus.Accepted);
        pair.Session.Binding.Should().Be(Addresses.PhoneMoved);
        pair.SentByClient[^1].Should().Contain("PATH_RESPONSE");
        pair.Server.Counters.PathChallenges.Should().Be(1);
    }

    [Theory]
    [InlineData("REATTACH_REQUEST", true)]
    [InlineData("PATH_CHALLENGE", false)]
    [InlineData("PATH_RESPONSE", true)]
    [InlineData("REATTACH_ACK", false)]
    public void Whatever_of_it_is_lost_once_the_session_moves_once(string lost, bool toServer)
    {
        using var pair = new Pair(Wary);
        pair.Connect();
        DropOnce(pair, lost, toServer);
        pair.Move(Addresses.PhoneMoved);
        pair.Run(TimeSpan.FromSeconds(2));

        pair.Client.LastReattach.Status.Should().Be(ReattachStatus.Accepted);
        pair.Session.Switches.Should().Be(1);
    }

    [Fact]
    public void A_rebinding_between_challenge_and_answer_is_overcome_with_a_fresh_nonce()
    {
        using var pair = new Pair(Wary);
        pair.Connect();
        pair.Move(Addresses.PhoneMoved);
        pair.Run(TimeSpan.FromMilliseconds(30));
        pair.ClientAddress = Addresses.PhoneMoved.WithPort(50_777);
        pair.Run(TimeSpan.FromSeconds(2));

        pair.Client.LastReattach.Status.Should().Be(ReattachStatus.Accepted);
        pair.Session.Binding.Should().Be(Addresses.PhoneMoved.WithPort(50_777));
        pair.Session.Switches.Should().Be(1);
    }

    [Fact]
    public void A_challenge_is_answered_only_while_reattaching_and_only_to_the_present_request()
    {
        using var pair = new Pair(Wary);
        pair.Connect();
        string Forge(string nonce) =>
            $$"""{"type":"PATH_CHALLENGE","session_id":"{{pair.Client.SessionId}}","nonce":"{{nonce}}","challenge":"0011223344556677"}""";

        int sent = pair.SentByClient.Count;
        pair.FromElsewhereToClient(Forge("00112233445566aa"), Addresses.Server);
        pair.SentByClient.Should().HaveCount(sent, "nothing was asked");

        pair.Drop = static (_, _) => true;
        pair.Move(Addresses.PhoneMoved);
        sent = pair.SentByClient.Count;
        string nonce = pair.SentByClient[^1].Split('"')[11];
        pair.FromElsewhereToClient(Forge("00112233445566aa"), Addresses.Server);
        pair.FromElsewhereToClient(Forge(nonce), Addresses.Eve);
        pair.SentByClient.Should().HaveCount(sent);

        for (int i = 0; i < 100; i++)
        {
            pair.FromElsewhereToClient(Forge(nonce), Addresses.Server);
        }

        pair.SentByClient.Should().HaveCount(sent + 16, "even whoever sees the nonce gets no more than that");
    }

    [Theory]
    [InlineData(SessionMode.Demo)]
    [InlineData(SessionMode.Ephemeral)]
    public void A_flight_of_moves_through_bad_weather_loses_nothing(SessionMode mode)
    {
        for (ulong seed = 1; seed <= 10; seed++)
        {
            using var pair = new Pair(
                Wary with
                {
                    Mode = mode,
                    SourceBurst = 10_000,
                },
                new ClientOptions
                {
                    Mode = mode,
                    ReattachAttempts = 50,
                    HandshakeAttempts = 50,
                    MaximumSwitchesPerMinute = 1_000,
                    RecoveryWindow = TimeSpan.FromMinutes(1),
                },
                seed
            );
            pair.Connect();
            (pair.LossPercent, pair.DuplicatePercent, pair.Jitter) = (15, 20, TimeSpan.FromMilliseconds(50));
            for (ushort i = 0; i < 10; i++)
            {
                pair.Send($"{i}");
                pair.Run(TimeSpan.FromMilliseconds(337));
                pair.Move(Addresses.Phone.WithPort((ushort)(41_000 + i)));
            }

            pair.Run(TimeSpan.FromSeconds(30));

            pair.Delivered.Should().HaveCount(10).And.OnlyHaveUniqueItems($"seed {seed}");
            pair.Session.Binding.Should().Be(pair.ClientAddress);
        }
    }

    private static void DropOnce(Pair pair, string what, bool toServer)
    {
        int lost = 0;
        pair.Drop = (datagram, up) => up == toServer && datagram.Contains(what, StringComparison.Ordinal) && lost++ == 0;
    }

    private static string Retry(Pair pair, string cookie) =>
        $$"""{"type":"HANDSHAKE_RETRY","cookie":"{{cookie}}","nonce":"{{Nonce(pair)}}"}""";

    private static string Nonce(Pair pair) => pair.SentByClient[0].Split('"')[7];
}
