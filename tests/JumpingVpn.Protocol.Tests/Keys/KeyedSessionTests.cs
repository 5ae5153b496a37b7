using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Events;
using JumpingVpn.Protocol.Keys;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Tests.Keys;

/// <summary>A session with keys against somebody who knows its id and can forge the addresses of both sides.</summary>
public sealed class KeyedSessionTests
{
    private const string Nonce = "00112233445566778899aabbccddeeff";

    public static TheoryData<MessageType> Types => [.. Enum.GetValues<MessageType>()];

    /// <summary>The types that a client sends in its session.</summary>
    public static TheoryData<MessageType> FromClients =>
        new(MessageType.Data, MessageType.ReattachRequest, MessageType.Keepalive, MessageType.Terminate);

    [Theory]
    [MemberData(nameof(Types))]
    public void The_server_does_nothing_for_a_message_without_a_code_whatever_its_type(MessageType type)
    {
        using Pair pair = Modes.Session(SessionMode.Psk);
        SessionView before = pair.Session;
        string proof = Convert.ToHexStringLower(new byte[32]);
        string name = CodeNames.Name(type);
        string text =
            $$"""{"type":"{{name}}","session_id":"{{before.Id}}","seq":2,"payload":"x","nonce":"{{Nonce}}","proof":"{{proof}}","""
            + $$""""code":"MALFORMED","challenge":"0011223344556677","cookie":"{{Nonce}}"}"""";

        string answer = pair.FromElsewhereToServer(text, Addresses.Phone);

        answer
            .Should()
            .BeOneOf(
                "",
                Error("BAD_MAC", "bad_mac"),
                """{"type":"ERROR","code":"BAD_MAC","reason":"bad_mac","seq":2}""",
                Error("UNKNOWN_TYPE", "unknown_type"),
                $$"""{"type":"ERROR","code":"BAD_PROOF","reason":"bad_proof","nonce":"{{Nonce}}"}""",
                $$"""{"type":"ERROR","code":"POLICY_DENY","reason":"key_required","nonce":"{{Nonce}}"}"""
            );
        pair.Session.Should().Be(before);
        pair.Server.SessionCount.Should().Be(1);
        pair.Delivered.Should().HaveCount(1);
    }

    [Theory]
    [MemberData(nameof(FromClients))]
    public void The_server_refuses_a_genuine_message_whose_code_is_missing_or_changed_in_any_digit(MessageType type)
    {
        using Pair pair = Modes.Session(SessionMode.Psk);
        string genuine = Genuine(pair, type);
        SessionView before = pair.Session;
        int code = genuine.IndexOf("\"mac\":\"", StringComparison.Ordinal) + 7;

        List<string> forgeries = [genuine.Replace("\"mac\"", "\"cam\"", StringComparison.Ordinal)];
        for (int i = code; i < code + MessageMac.TextLength; i++)
        {
            forgeries.Add(genuine[..i] + (genuine[i] == 'a' ? 'b' : 'a') + genuine[(i + 1)..]);
        }

        foreach (string forged in forgeries)
        {
            pair.FromElsewhereToServer(forged, Addresses.Phone)
                .Should()
                .StartWith("""{"type":"ERROR","code":"BAD_MAC","reason":"bad_mac""");
            pair.Session.Should().Be(before);
        }

        pair.ServerEventsOf<SecurityEvent>().Should().HaveCount(33).And.OnlyContain(e => e.Violation == ReasonCode.BadMac);
        pair.FromElsewhereToServer(genuine, Addresses.Phone).Should().NotContain("BAD_MAC", "the genuine one is still good");
    }

    [Theory]
    [MemberData(nameof(FromClients))]
    public void Nothing_is_verified_from_another_address_that_has_spent_its_share(MessageType type)
    {
        using Pair pair = Modes.Session(SessionMode.Psk);
        string genuine = Genuine(pair, type);
        SpendTheShare(pair, Addresses.Eve);

        string answer = pair.FromElsewhereToServer(genuine, Addresses.Eve);

        answer
            .Should()
            .StartWith("""{"type":"ERROR","code":"RATE_LIMITED","reason":"rate_limited""")
            .And.NotContain("\"mac\"", "an answer to something verified would bear a code");
    }

    [Theory]
    [InlineData(MessageType.Data, "\"seq\":2", "\"seq\":3")]
    [InlineData(MessageType.Data, "\"payload\":\"next\"", "\"payload\":\"text\"")]
    [InlineData(MessageType.Keepalive, "\"seq\":1", "\"seq\":2")]
    [InlineData(MessageType.ReattachRequest, "\"state_version\":1", "\"state_version\":2")]
    [InlineData(MessageType.Terminate, "session_terminated", "lifetime_expired")]
    public void The_server_refuses_a_genuine_message_in_which_a_member_was_changed(MessageType type, string from, string to)
    {
        using Pair pair = Modes.Session(SessionMode.Psk);
        string genuine = Genuine(pair, type);
        SessionView before = pair.Session;
        genuine.Should().Contain(from);

        string answer = pair.FromElsewhereToServer(genuine.Replace(from, to, StringComparison.Ordinal), Addresses.Phone);

        answer.Should().Contain("BAD_MAC");
        pair.Session.Should().Be(before);
    }

    [Fact]
    public void A_proof_under_the_demonstrations_secret_opens_no_session_with_keys()
    {
        foreach (SessionMode mode in (SessionMode[])[SessionMode.Psk, SessionMode.Ephemeral])
        {
            using Pair pair = Modes.Session(mode);
            SessionView before = pair.Session;
            string proof = ServerBench.ProofOf(before.Id.ToString(), Nonce);

            string answer = pair.FromElsewhereToServer(
                $$"""{"type":"REATTACH_REQUEST","session_id":"{{before.Id}}","nonce":"{{Nonce}}","proof":"{{proof}}"}""",
                Addresses.Eve
            );

            answer.Should().Contain("\"BAD_PROOF\"");
            pair.Session.Should().Be(before);
        }
    }

    [Fact]
    public void Data_without_a_number_is_refused_though_its_code_is_right()
    {
        using Pair pair = Modes.Session(SessionMode.Psk);
        SessionId id = pair.Session.Id;
        string code = PageMac.Of(pair.Client.Keys!.Memory.ToArray(), toServer: true, "DATA", id.Value, ((byte)MacTag.Payload, "again"));

        string answer = pair.FromElsewhereToServer(
            $$"""{"type":"DATA","session_id":"{{id}}","payload":"again","mac":"{{code}}"}""",
            Addresses.Phone
        );

        answer.Should().Contain("\"MALFORMED\"").And.Contain("\"mac\"", "it was authentic");
    }

    [Fact]
    public void What_the_client_sends_is_coded_as_the_page_says()
    {
        using Pair pair = Modes.Session(SessionMode.Psk);
        string code = PageMac.Of(pair.Client.Keys!.Memory.ToArray(), toServer: true, "DATA", pair.Session.Id.Value, (1, 1L), (7, "hello"));

        pair.SentByClient.Should()
            .Contain($$"""{"type":"DATA","session_id":"{{pair.Session.Id}}","seq":1,"payload":"hello","mac":"{{code}}"}""");
    }

    [Theory]
    [InlineData("""{"type":"DATA_ACK","session_id":"#","seq":2}""")]
    [InlineData("""{"type":"REATTACH_ACK","session_id":"#","state_version":9}""")]
    [InlineData("""{"type":"KEEPALIVE_ACK","session_id":"#","seq":1}""")]
    [InlineData("""{"type":"TERMINATE","session_id":"#","reason":"session_terminated"}""")]
    [InlineData("""{"type":"ERROR","code":"WRONG_TRANSPORT","seq":2}""")]
    [InlineData("""{"type":"ERROR","code":"UNKNOWN_TYPE"}""")]
    [InlineData("""{"type":"ERROR","code":"POLICY_DENY"}""")]
    public void The_client_does_nothing_for_a_message_from_the_servers_address_that_lacks_a_code(string forged)
    {
        using Pair pair = Modes.Session(SessionMode.Psk);
        pair.Drop = static (_, _) => true;
        pair.Send("unanswered");
        TimeSpan? due = pair.Client.NextTimeout;

        foreach (string mac in (string[])["", $",\"mac\":\"{new string('0', 32)}\""])
        {
            pair.FromElsewhereToClient(
                forged.Replace("#", pair.Session.Id.ToString(), StringComparison.Ordinal).Replace("}", mac + "}", StringComparison.Ordinal),
                Addresses.Server
            );
        }

        pair.Client.State.Should().Be(SessionState.Attached);
        pair.Client.UnacknowledgedCount.Should().Be(1);
        pair.Client.NextTimeout.Should().Be(due);
        pair.Client.Counters.Forged.Should().Be(2);
        pair.ClientEventsOf<SecurityEvent>().Should().HaveCount(2).And.OnlyContain(e => e.Violation == ReasonCode.BadMac);
    }

    [Fact]
    public void A_forged_unknown_session_costs_one_reattach_and_ends_nothing()
    {
        using Pair pair = Modes.Session(SessionMode.Psk);
        pair.Run(TimeSpan.FromSeconds(2));
        pair.Drop = static (text, _) => text.Contains("\"DATA\"", StringComparison.Ordinal);
        pair.Send("unanswered");

        pair.FromElsewhereToClient("""{"type":"ERROR","code":"UNKNOWN_SESSION","reason":"unknown_session"}""", Addresses.Server);
        pair.Client.State.Should().Be(SessionState.Reattaching);
        pair.FromElsewhereToClient($$"""{"type":"ERROR","code":"UNKNOWN_SESSION","nonce":"{{Nonce}}"}""", Addresses.Server);
        pair.Client.State.Should().Be(SessionState.Reattaching, "that is not this request's nonce");
        pair.Run(TimeSpan.FromMilliseconds(100));

        pair.Client.State.Should().Be(SessionState.Recovering);
        pair.Client.Counters.ReattachesStarted.Should().Be(1);
    }

    [Fact]
    public void A_server_that_has_lost_the_session_ends_it_by_the_nonce_of_the_request()
    {
        using Pair pair = Modes.Session(SessionMode.Psk);
        pair.Drop = static (_, _) => true;
        pair.Run(TimeSpan.FromSeconds(31));
        pair.Drop = static (_, _) => false;
        pair.Move(Addresses.PhoneMoved);
        pair.Run(TimeSpan.FromSeconds(4));

        pair.Client.State.Should().Be(SessionState.Terminated);
        pair.SentByServer[^1].Should().Contain("\"session_expired\"").And.NotContain("\"mac\"", "the keys are gone");
    }

    [Fact]
    public void A_rebinding_NAT_costs_one_refusal_that_carries_a_code_and_names_what_it_answers()
    {
        using Pair pair = Modes.Session(SessionMode.Psk);
        pair.ClientAddress = Addresses.PhoneMoved;
        pair.Send("after the rebinding");
        pair.Run(TimeSpan.FromSeconds(1));

        pair.Delivered.Should().Equal("hello", "after the rebinding");
        string refusal = pair.SentByServer.Single(text => text.Contains("WRONG_TRANSPORT", StringComparison.Ordinal));
        refusal.Should().Contain("\"seq\":2").And.Contain("\"mac\"");

        int attempts = (int)pair.Client.Counters.ReattachesStarted;
        pair.Run(TimeSpan.FromSeconds(1));
        pair.Drop = static (_, _) => true;
        pair.Send("later");
        pair.FromElsewhereToClient(refusal, Addresses.Server);
        pair.Client.Counters.ReattachesStarted.Should().Be(attempts, "an old refusal says nothing of what is under way now");
    }

    [Fact]
    public void A_session_with_keys_is_reattached_again_and_again()
    {
        using Pair pair = Modes.Session(SessionMode.Ephemeral);
        TransportAddress[] ways = [Addresses.PhoneMoved, Addresses.Phone, Addresses.PhoneMoved];
        foreach (TransportAddress way in ways)
        {
            pair.Move(way);
            pair.Run(TimeSpan.FromSeconds(1));
            pair.Client.LastReattach.Status.Should().Be(ReattachStatus.Accepted);
        }

        pair.Session.Switches.Should().Be(3);
        pair.SentByServer[^1].Should().Contain("\"mac\"");
    }

    [Fact]
    public void What_the_server_sends_of_its_own_accord_is_coded_in_both_directions()
    {
        using Pair pair = Modes.Session(SessionMode.Psk);
        SessionId id = pair.Session.Id;
        pair.Drop = static (text, toServer) => toServer && text.Contains("DATA_ACK", StringComparison.Ordinal);
        pair.Server.TrySend(id, "news"u8, pair.Now, out _).Should().BeTrue();
        pair.Run(TimeSpan.FromMilliseconds(100));
        pair.SentByServer[^1].Should().Contain("news").And.Contain("\"mac\"");
        string genuine = pair.SentByClient[^1];
        genuine.Should().Contain("DATA_ACK").And.Contain("\"mac\"");

        string forged = genuine.Replace("\"mac\"", "\"cam\"", StringComparison.Ordinal);
        pair.FromElsewhereToServer(forged, Addresses.Phone).Should().Contain("BAD_MAC");
        pair.Server.Counters.DownlinkAcknowledged.Should().Be(0);
        pair.FromElsewhereToServer(genuine, Addresses.Phone).Should().BeEmpty();
        pair.Server.Counters.DownlinkAcknowledged.Should().Be(1);

        string unsigned = pair
            .SentByServer.Last(text => text.Contains("news", StringComparison.Ordinal))
            .Replace("\"seq\":1", "\"seq\":2", StringComparison.Ordinal);
        long answers = pair.SentByClient.Count;
        pair.FromElsewhereToClient(unsigned, Addresses.Server);
        pair.SentByClient.Should().HaveCount((int)answers, "a number that the code does not cover is not the server's");
    }

    [Fact]
    public void Accepted_data_allocates_nothing()
    {
        using Pair pair = Modes.Session(SessionMode.Ephemeral);
        byte[] datagram = System.Text.Encoding.UTF8.GetBytes(Genuine(pair, MessageType.Data));
        byte[] buffer = new byte[4096];
        TransportAddress from = Addresses.Phone;
        for (int i = 0; i < 100; i++)
        {
            Feed(pair, datagram, from, buffer);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1_000; i++)
        {
            Feed(pair, datagram, from, buffer);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    private static void Feed(Pair pair, byte[] datagram, in TransportAddress from, byte[] buffer)
    {
        pair.Server.HandleDatagram(datagram, from, pair.Now);
        pair.Server.TryPollTransmit(buffer, out _, out _);
        while (pair.Server.TryPollEvent(out _, out _)) { }
    }

    private static string Error(string code, string reason) => $$"""{"type":"ERROR","code":"{{code}}","reason":"{{reason}}"}""";

    /// <summary>A message of that type as the client makes it, withheld from the server.</summary>
    /// <summary>To the last of it, and of what the session adds for those that ask to move it.</summary>
    private static void SpendTheShare(Pair pair, TransportAddress source)
    {
        for (int i = 0; i < 200; i++)
        {
            pair.FromElsewhereToServer("""{"type":"DATA","session_id":"S-0000000000000000","payload":"x"}""", source)
                .Should()
                .Contain("UNKNOWN_SESSION");
        }

        string proof = new('0', 64);
        pair.FromElsewhereToServer($$"""{"type":"KEEPALIVE","session_id":"{{pair.Session.Id}}","seq":1}""", source)
            .Should()
            .Contain("BAD_MAC", "that was the hint");
        for (int i = 0; i < 8; i++)
        {
            pair.FromElsewhereToServer(
                    $$"""{"type":"REATTACH_REQUEST","session_id":"{{pair.Session.Id}}","nonce":"{{Nonce}}","proof":"{{proof}}"}""",
                    source
                )
                .Should()
                .Contain("BAD_PROOF");
        }
    }

    private static string Genuine(Pair pair, MessageType type)
    {
        pair.Drop = static (_, toServer) => toServer;
        switch (type)
        {
            case MessageType.Data:
                pair.Send("next");
                return pair.SentByClient[^1];
            case MessageType.ReattachRequest:
                pair.Move(Addresses.Phone);
                return pair.SentByClient[^1];
            case MessageType.Keepalive:
                return Keepalive(pair, 1);
            default:
                return Terminate(pair);
        }
    }

    /// <summary>This client sends none of itself, so it is written by the page.</summary>
    private static string Keepalive(Pair pair, long sequence)
    {
        byte[] key = pair.Client.Keys!.Memory.ToArray();
        string code = PageMac.Of(key, toServer: true, "KEEPALIVE", pair.Session.Id.Value, (1, sequence));
        return $$"""{"type":"KEEPALIVE","session_id":"{{pair.Session.Id}}","seq":{{sequence}},"mac":"{{code}}"}""";
    }

    private static string Terminate(Pair pair)
    {
        byte[] key = pair.Client.Keys!.Memory.ToArray();
        string code = PageMac.Of(key, toServer: true, "TERMINATE", pair.Session.Id.Value, (6, "session_terminated"));
        return $$"""{"type":"TERMINATE","session_id":"{{pair.Session.Id}}","reason":"session_terminated","mac":"{{code}}"}""";
    }
}
