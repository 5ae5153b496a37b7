using System.Globalization;
using System.Text.Json;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Protocol.Tests.Events;

public sealed class SessionEventJsonTests
{
    private static readonly SessionId Id = new(0x0123_4567_89AB_CDEF);

    public static TheoryData<ISessionEvent, string> Lines =>
        new()
        {
            { new SessionCreated(Id, Addresses.Phone), """{"event":"SessionCreated","session_id":"ID","transport":"PHONE"}""" },
            {
                new DataAccepted(Id, Addresses.Phone, 0, "secret"u8.ToArray()),
                """{"event":"DataAccepted","session_id":"ID","transport":"PHONE"}"""
            },
            {
                new DataRejected(Id, Addresses.Eve, Addresses.Phone, RefusalCode.WrongTransport, ReasonCode.WrongTransport),
                """{"event":"DataRejected","reason":"wrong_transport","session_id":"ID","from_addr":"EVE","expected":"PHONE","got":"EVE"}"""
            },
            {
                new TransportSwitch(Id, Addresses.Phone, Addresses.PhoneMoved, 2),
                """{"event":"TransportSwitch","session_id":"ID","from_transport":"PHONE","to_transport":"MOVED",SEED,"state_version":2}"""
            },
            {
                new ReattachRejected(Id, Addresses.Eve, RefusalCode.BadProof, ReasonCode.BadProof),
                """{"event":"ReattachRejected","reason":"bad_proof","session_id":"ID","from_addr":"EVE"}"""
            },
            {
                new UnknownMessage(Addresses.Eve, RefusalCode.UnknownType, ReasonCode.UnknownType),
                """{"event":"UnknownMessage","reason":"unknown_type","from_addr":"EVE"}"""
            },
            { new DataRoundtrip(Id, 3), """{"event":"DataRoundtrip","seq":3,"ack":"DATA_ACK","session_id":"ID"}""" },
            { new NewTransportCreated(Addresses.PhoneMoved), """{"event":"NewTransportCreated","local":"MOVED"}""" },
            {
                new ReattachResult(Id, RefusalCode.None, ReasonCode.None),
                """{"event":"ReattachResult","response":{"type":"REATTACH_ACK","session_id":"ID"}}"""
            },
            {
                new ReattachResult(Id, RefusalCode.UnknownSession, ReasonCode.SessionExpired),
                """{"event":"ReattachResult","response":{"type":"ERROR","code":"UNKNOWN_SESSION","reason":"session_expired","""
                    + "\"session_id\":\"ID\"}}"
            },
            {
                new ReattachResult(Id, RefusalCode.None, ReasonCode.NoAnswer),
                """{"event":"ReattachResult","response":null,"reason":"no_answer"}"""
            },
            {
                new StateChange(Id, RowFor(SessionState.Birth, SessionTrigger.HandshakeAccepted), 1, RefusalCode.None),
                """{"event":"StateChange","session_id":"ID","from":"BIRTH","to":"ATTACHED","reason":"HANDSHAKE_OK","state_version":1}"""
            },
            {
                new StateChange(Id, RowFor(SessionState.Reattaching, SessionTrigger.ReattachRefused), 5, RefusalCode.BadProof),
                """{"event":"StateChange","session_id":"ID","from":"REATTACHING","to":"DEGRADED","reason":"BAD_PROOF","state_version":5}"""
            },
            {
                new SessionExpired(Id, Addresses.Phone, TimeSpan.FromSeconds(42), 2),
                """{"event":"SessionExpired","session_id":"ID","reason":"TTL_SESSION_EXPIRED","detail":"session_expired","""
                    + "\"lifetime_ms\":42000,\"switches\":2}"
            },
            {
                new SecurityEvent(Id, Addresses.Eve, ReasonCode.Replay),
                """{"event":"SecurityEvent","session_id":"ID","violation":"replay","from_addr":"EVE"}"""
            },
            {
                new PolicyEvent(Id, ReasonCode.NonceMemoryFull, 3, 4),
                """{"event":"PolicyEvent","session_id":"ID","reason":"nonce_memory_full","limit":3,"observed":4}"""
            },
        };

    [Theory]
    [MemberData(nameof(Lines))]
    public void Each_event_has_its_members_in_order(ISessionEvent e, string line)
    {
        using var json = new SessionEventJson(withPayload: false);

        json.WriteText(e, 1_700_000_000_123).Should().Be("{\"ts_ms\":1700000000123," + Expand(line)[1..]);
    }

    [Fact]
    public void The_payload_is_written_only_where_it_is_asked_for()
    {
        ISessionEvent e = new DataAccepted(Id, Addresses.Phone, 7, "grüß \"dich\""u8.ToArray());
        using var with = new SessionEventJson(withPayload: true);
        using var without = new SessionEventJson(withPayload: false);

        with.WriteText(e, 0).Should().EndWith(""","seq":7,"payload":"grüß \"dich\""}""");
        without.WriteText(e, 0).Should().EndWith(""","seq":7}""");
    }

    [Fact]
    public void Every_kind_of_event_is_one_line_of_valid_json_in_any_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("ar-SA");
            using var json = new SessionEventJson(withPayload: false);
            foreach (object?[] line in Lines)
            {
                string text = json.WriteText((ISessionEvent)line[0]!, 5);
                text.Should().Be("{\"ts_ms\":5," + Expand((string)line[1]!)[1..]).And.NotContain("\n");
                JsonDocument.Parse(text).RootElement.GetProperty("event").GetString().Should().NotBeNull();
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static Transition RowFor(SessionState from, SessionTrigger trigger)
    {
        TransitionTable.TryFind(from, trigger, out Transition row).Should().BeTrue();
        return row;
    }

    private static string Expand(string line) =>
        line.Replace("ID", Id.ToString(), StringComparison.Ordinal)
            .Replace("SEED", "\"reason\":\"transport_volatility\",\"explicit\":true,\"auditable\":true", StringComparison.Ordinal)
            .Replace("PHONE", "198.51.100.7:40001", StringComparison.Ordinal)
            .Replace("MOVED", "203.0.113.9:50002", StringComparison.Ordinal)
            .Replace("EVE", "203.0.113.66:6666", StringComparison.Ordinal)
            .Replace("SERVER", "192.0.2.1:9999", StringComparison.Ordinal);
}
