using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Events;
using JumpingVpn.Protocol.Tests.Keys;

namespace JumpingVpn.Protocol.Tests.Server;

/// <summary>Whatever a client sends for a session is judged alike, and what only a server says is no question.</summary>
public sealed class OwnedMessagesTests
{
    public static TheoryData<string> Owned =>
        new(
            """{"type":"DATA","session_id":"ID","seq":7,"payload":"x"}""",
            """{"type":"DATA_ACK","session_id":"ID","direction":"down","seq":7}""",
            """{"type":"KEEPALIVE","session_id":"ID","seq":7}""",
            """{"type":"TERMINATE","session_id":"ID","reason":"session_terminated"}"""
        );

    public static TheoryData<string> OfServers =>
        new(
            """{"type":"ERROR","code":"UNKNOWN_TYPE"}""",
            """{"type":"ERROR"}""",
            """{"type":"\u0045\u0052ROR","code":"UNKNOWN_TYPE"}""",
            """{"type":"HANDSHAKE_ACK","session_id":"ID"}""",
            """{"type":"HANDSHAKE_RETRY","cookie":"00112233445566778899aabbccddeeff"}""",
            """{"type":"REATTACH_ACK","session_id":"ID"}""",
            """{"type":"PATH_CHALLENGE"}""",
            """{"type":"KEEPALIVE_ACK","session_id":"ID","seq":1}""",
            """{"type":"DATA","session_id":"ID","direction":"down","seq":1,"payload":"x"}""",
            """{"type":"DATA_ACK","session_id":"ID","seq":1}""",
            """{"type":"DATA_ACK"}"""
        );

    [Theory]
    [MemberData(nameof(Owned))]
    public void For_no_session_or_from_elsewhere_each_is_refused_as_data_is(string text)
    {
        using var bench = new ServerBench();
        SessionId id = bench.Handshake();
        string number = text.Contains("seq") ? "\"seq\":7" : "ERROR";

        bench.Ask(text.Replace("ID", "S-00000000000000ff"), Addresses.Eve).Should().Contain("\"UNKNOWN_SESSION\"").And.Contain(number);
        bench.Ask(text.Replace("ID", id.ToString()), Addresses.Eve).Should().Contain("\"WRONG_TRANSPORT\"").And.Contain(number);
        bench.View(id).Switches.Should().Be(0);
        bench.Events.Where(e => e.Kind is SessionEventKind.DataRejected or SessionEventKind.MessageRejected).Should().HaveCount(2);
    }

    [Theory]
    [MemberData(nameof(Owned))]
    public void With_keys_each_is_refused_without_a_mac(string text)
    {
        using Pair pair = Modes.Session(SessionMode.Psk);
        string forged = text.Replace("ID", pair.Session.Id.ToString());

        pair.FromElsewhereToServer(forged, Addresses.Phone).Should().Contain("\"BAD_MAC\"");
        pair.FromElsewhereToServer(forged, Addresses.Eve).Should().Contain("\"BAD_MAC\"");
    }

    [Theory]
    [MemberData(nameof(OfServers))]
    public void What_only_a_server_says_is_not_answered(string text)
    {
        using var bench = new ServerBench();
        SessionId id = bench.Handshake();

        bench.Ask(text.Replace("ID", id.ToString()), Addresses.Eve).Should().BeEmpty("two servers would answer each other for ever");
        bench.EventsOf<SecurityEvent>().Should().ContainSingle().Which.Violation.Should().Be(ReasonCode.ReflectedMessage);
        bench.Server.Counters.Ignored.Should().Be(1);
    }

    [Theory]
    [InlineData("\\u0045\\u0052\\u0052OR", 0)]
    [InlineData("\\u0045\\u0052\\u0052\\u004f\\u0052", 0)]
    [InlineData("\\u0045\\u0052\\u0052OR", 5_000)]
    [InlineData("\\u0044\\u0041\\u0054A", 0)]
    public void A_type_that_hides_behind_many_escapes_is_none(string type, int length)
    {
        using var bench = new ServerBench();

        bench.Ask($$"""{"type":"{{type}}","reason":"{{new string('x', length)}}"}""").Should().BeEmpty("it may be a server's");
        bench.Server.Counters.Ignored.Should().Be(1);
    }

    [Theory]
    [InlineData(SessionMode.Demo)]
    [InlineData(SessionMode.Psk)]
    public void A_rebinding_is_noticed_by_the_acknowledgement_of_what_the_server_says(SessionMode mode)
    {
        using Pair pair = mode == SessionMode.Demo ? new Pair() : Modes.Pair(mode);
        pair.Connect();
        pair.Send("here I am");
        pair.Run(TimeSpan.FromSeconds(1));
        pair.Server.TrySend(pair.Session.Id, "on its way"u8, pair.Now, out _);
        pair.Run(TimeSpan.FromTicks(pair.Delay.Ticks / 2)); // it is on its way to the old port, and arrives there
        pair.Client.HandleDatagram(System.Text.Encoding.UTF8.GetBytes(pair.SentByServer[^1]), Addresses.Server, pair.Now);
        pair.ClientAddress = Addresses.PhoneMoved;
        pair.Run(TimeSpan.FromSeconds(1));

        pair.Session.Binding.Should().Be(Addresses.PhoneMoved);
        pair.Heard.Should().Equal("on its way");
        pair.ClientEventsOf<SecurityEvent>().Should().BeEmpty("nobody attacks");
        pair.ServerEventsOf<SecurityEvent>().Should().BeEmpty();
    }

    [Theory]
    [InlineData("\"direction\":\"down\",\"seq\":2")] // none that was acknowledged
    [InlineData("\"seq\":1")] // data that was acknowledged long ago
    public void A_refusal_of_what_was_not_sent_is_no_reason_to_move(string of)
    {
        using var pair = new Pair();
        pair.Connect();
        pair.Send("here I am");
        pair.Server.TrySend(pair.Session.Id, "news"u8, pair.Now, out _);
        pair.Run(TimeSpan.FromSeconds(1));

        pair.FromElsewhereToClient($$"""{"type":"ERROR","code":"WRONG_TRANSPORT","reason":"wrong_transport",{{of}}}""", Addresses.Server);

        pair.Client.State.Should().Be(SessionState.Attached);
    }

    [Fact]
    public void Nothing_comes_back_under_a_mac_that_the_question_s_own_did_not_cover()
    {
        using Pair pair = Modes.Session(SessionMode.Psk);
        pair.Move(Addresses.PhoneMoved);
        pair.Run(TimeSpan.FromSeconds(11)); // after the time in which it would be a race
        string request = pair.SentByClient.Last(text => text.Contains("REATTACH_REQUEST"));

        foreach (
            string added in (string[])
                ["\"seq\":4711", "\"direction\":\"down\"", "\"code\":\"x\"", "\"challenge\":\"0011223344556677\"", "\"reason\":\"replay\""]
        )
        {
            string answer = pair.FromElsewhereToServer(request[..^1] + "," + added + "}", Addresses.Eve);
            answer
                .Should()
                .Contain("\"REPLAY_DETECTED\"")
                .And.Contain("\"mac\"")
                .And.NotContain(added == "\"reason\":\"replay\"" ? "4711" : added);
        }
    }

    [Fact]
    public void A_thousand_sessions_behind_one_address_all_learn_at_once_that_they_moved()
    {
        using var bench = new ServerBench(new ServerOptions { SourceBurst = 200, SourceRate = 100 });
        SessionId[] ids =
        [
            .. Enumerable.Range(0, 1_000).Select(i => bench.Handshake(TransportAddress.FromIPv4(0x0A00_0000u + (uint)i, 4_500))),
        ];
        TransportAddress Moved(int i) => TransportAddress.FromIPv4(198, 51, 100, 7, (ushort)(20_000 + i));

        int told = ids.Select((id, i) => bench.Data(id, 1, Moved(i))).Count(answer => answer.Contains("\"WRONG_TRANSPORT\""));
        told.Should().Be(1_000);

        // The hints leave the sessions their requests: each moves now.
        ids.Select((id, i) => bench.Reattach(id, $"{i:x16}", Moved(i)))
            .Should()
            .AllSatisfy(answer => answer.Should().Contain("REATTACH_ACK"));
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [Trait("timer", "server.session-hint-interval")]
    public void A_session_is_told_once_in_each_interval(int ticks, int told)
    {
        var interval = TimeSpan.FromSeconds(1);
        using var bench = new ServerBench(
            new ServerOptions
            {
                SourceBurst = 1,
                SourceRate = 1,
                SessionHintInterval = interval,
            }
        );
        SessionId id = bench.Handshake();
        bench.Data(id, 1, Addresses.Eve).Should().Contain("WRONG_TRANSPORT", "the source has its share");
        bench.Data(id, 1, Addresses.Eve).Should().Contain("WRONG_TRANSPORT", "the session has its own");
        bench.Data(id, 1, Addresses.Eve).Should().NotContain("WRONG_TRANSPORT");

        bench.Now += interval + TimeSpan.FromTicks(ticks);
        string first = bench.Data(id, 1, Addresses.Eve); // the source's share has grown by one at the interval
        string second = bench.Data(id, 1, Addresses.Eve);

        new[] { first, second }.Count(answer => answer.Contains("WRONG_TRANSPORT")).Should().Be(2 * told);
    }
}
