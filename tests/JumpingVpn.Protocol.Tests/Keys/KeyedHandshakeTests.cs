using JumpingVpn.Protocol.Events;
using JumpingVpn.Protocol.Keys;

namespace JumpingVpn.Protocol.Tests.Keys;

public sealed class KeyedHandshakeTests
{
    public static TheoryData<SessionMode> WithKeys => Modes.WithKeys;

    [Theory]
    [MemberData(nameof(WithKeys))]
    public void Both_sides_have_the_same_keys_and_no_other_session_has_them(SessionMode mode)
    {
        using Pair one = Modes.Session(mode);
        using var other = new Pair(Modes.Server(mode), Modes.Client(mode), seed: 8);
        other.Connect();

        byte[] keys = ServerKeys(one).Memory.ToArray();

        keys.Should().Equal(one.Client.Keys!.Memory.ToArray());
        keys.Should().NotEqual(ServerKeys(other).Memory.ToArray());
        one.Delivered.Should().Equal("hello");
    }

    [Theory]
    [MemberData(nameof(WithKeys))]
    public void The_handshake_is_the_same_in_every_run(SessionMode mode)
    {
        using Pair one = Modes.Session(mode);
        using Pair again = Modes.Session(mode);

        again.SentByClient.Should().Equal(one.SentByClient);
        again.SentByServer.Should().Equal(one.SentByServer);
    }

    [Theory]
    [MemberData(nameof(WithKeys))]
    public void A_request_whose_answer_was_lost_is_answered_with_the_same_session_and_the_same_keys(SessionMode mode)
    {
        using Pair pair = Modes.Pair(mode);
        pair.Drop = (_, toServer) => !toServer && pair.SentByServer.Count == 1;
        pair.Connect();

        pair.SentByClient.Should().HaveCount(2).And.OnlyContain(text => text == pair.SentByClient[0]);
        pair.SentByServer.Should().HaveCount(2).And.OnlyContain(text => text == pair.SentByServer[0]);
        pair.Server.SessionCount.Should().Be(1);
        pair.Server.Counters.Reacknowledged.Should().Be(1);
    }

    [Theory]
    [MemberData(nameof(WithKeys))]
    public void A_request_is_not_answered_again_once_the_client_has_used_the_keys(SessionMode mode)
    {
        using Pair pair = Modes.Pair(mode);
        pair.Connect();
        ServerKeys(pair).IsUsed.Should().BeFalse();

        pair.Send("hello");
        pair.Run(TimeSpan.FromSeconds(1));

        ServerKeys(pair).IsUsed.Should().BeTrue();
        pair.FromElsewhereToServer(pair.SentByClient[0], Addresses.Phone).Should().BeEmpty("the client needs no second answer");
        pair.Server.Counters.Ignored.Should().Be(1);
        pair.Server.SessionCount.Should().Be(1);
    }

    [Theory]
    [MemberData(nameof(WithKeys))]
    public void The_same_nonce_with_another_key_is_another_handshake(SessionMode mode)
    {
        using Pair pair = Modes.Pair(mode);
        pair.Connect();
        using var none = new PreSharedKey([]);
        byte[] other = new KeyExchange(none).Draw(new TestEntropy(99));
        string changed = Replace(pair.SentByClient[0], "key", System.Text.Encoding.ASCII.GetString(other));

        string answer = pair.FromElsewhereToServer(changed, Addresses.Phone);

        // Without the pre-shared key nobody can offer another one.
        answer.Should().Contain(mode == SessionMode.Psk ? "BAD_MAC" : "HANDSHAKE_ACK");
        pair.Server.SessionCount.Should().Be(mode == SessionMode.Psk ? 1 : 2);
        pair.Session.Binding.Should().Be(Addresses.Phone);
    }

    [Theory]
    [MemberData(nameof(WithKeys))]
    public void A_request_without_a_key_is_refused_and_says_so(SessionMode mode)
    {
        using var bench = new ServerBench(Modes.Server(mode));

        bench.Ask("""{"type": "HANDSHAKE_INIT"}""").Should().Be("""{"type":"ERROR","code":"POLICY_DENY","reason":"key_required"}""");

        bench.Server.SessionCount.Should().Be(0);
        bench.EventsOf<SecurityEvent>().Should().ContainSingle().Which.Violation.Should().Be(ReasonCode.KeyRequired);
    }

    [Fact]
    public void A_stranger_without_the_pre_shared_key_costs_no_key_pair_and_no_session()
    {
        using Pair stranger = new(Modes.Server(SessionMode.Psk), Modes.Client(SessionMode.Psk) with { PreSharedKey = new byte[16] });
        using var server = new SessionServer(Modes.Server(SessionMode.Psk), new ListEntropy([]));
        stranger.Client.Connect(stranger.Now);
        stranger.Run(TimeSpan.FromSeconds(10));

        server.HandleDatagram(System.Text.Encoding.UTF8.GetBytes(stranger.SentByClient[0]), Addresses.Phone, stranger.Now);

        server.Counters.Refused(RefusalCode.BadMac).Should().Be(1, "a server that cannot even make a key pair can refuse this");
        stranger.Server.SessionCount.Should().Be(0);
        stranger.Client.State.Should().Be(SessionState.Terminated);
        stranger
            .ClientEventsOf<SessionTerminated>()
            .Should()
            .ContainSingle()
            .Which.Should()
            .Match<SessionTerminated>(e => e.Code == RefusalCode.BadMac && e.Reason == ReasonCode.BadMac);
    }

    [Fact]
    public void A_key_that_nobody_can_agree_with_is_malformed_and_makes_no_session()
    {
        using var bench = new ServerBench(Modes.Server(SessionMode.Ephemeral));
        string zeros = new('0', 64);

        foreach (string key in (string[])[zeros, "01" + zeros[2..], zeros[..^1], zeros + "0", zeros[..^1] + "G", zeros[..^1] + "A", ""])
        {
            bench.Ask(Init(key)).Should().Contain("\"MALFORMED\"");
        }

        bench.Ask("""{"type":"HANDSHAKE_INIT","nonce":"0011223344556677","key":5}""").Should().Contain("\"MALFORMED\"");
        bench.Ask(Init(zeros).Replace("nonce", "ounce", StringComparison.Ordinal)).Should().Contain("\"MALFORMED\"");
        bench.Server.SessionCount.Should().Be(0);
    }

    [Fact]
    public void A_server_in_demo_mode_ignores_what_the_handshake_offers()
    {
        using var bench = new ServerBench();

        bench.Ask(Init("no key")).Should().StartWith("""{"type":"HANDSHAKE_ACK","session_id":"S-""").And.NotContain("key");
    }

    private static string Init(string key) => $$"""{"type":"HANDSHAKE_INIT","nonce":"0011223344556677","key":"{{key}}"}""";

    private static string Replace(string text, string member, string value)
    {
        string opening = $"\"{member}\":\"";
        int start = text.IndexOf(opening, StringComparison.Ordinal) + opening.Length;
        return text[..start] + value + text[text.IndexOf('"', start)..];
    }

    private static SessionKeys ServerKeys(Pair pair) => pair.Server.KeysOf(pair.Client.SessionId!.Value)!;
}
