using System.Text;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Protocol.Tests.Server;

/// <summary>What is answered to what cannot be accepted: silence, a code, and never a change.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly ServerBench _bench = new();
    private readonly SessionId _id;

    public BadInputTests() => _id = _bench.Handshake();

    public static TheoryData<string> Silent =>
        new(
            "",
            " ",
            "{}",
            "[]",
            "[1,2,3]",
            "\"DATA\"",
            "42",
            "null",
            "{\"type\":1}",
            "{\"type\":null}",
            "{\"type\":[\"DATA\"]}",
            "{\"type\":{\"type\":\"DATA\"}}",
            "{\"Type\":\"DATA\"}",
            "{\"type\":\"DATA\"",
            "{\"type\":\"DATA\",}",
            "{\"type\":\"DATA\"} {\"type\":\"DATA\"}",
            "{\"type\":\"DATA\"}x}",
            "{'type':'DATA'}",
            "{\"type\":\"DATA\" /* comment */}",
            "{\"type\":\"DATA\",\"session_id\":}",
            "{\"type\":\"DATA\",\"session_id\":\"S-00",
            "{\"type\":\"DATA\",\"seq\":01}",
            "{\"type\":\"DATA\",\"payload\":\"\t\"}",
            "{\"type\":\"DATA\",\"payload\":\"\\x\"}",
            "\ufeff{\"type\":\"DATA\"}",
            "{\"\\ud800\":1,\"type\":\"DATA\"}x}"
        );

    public static TheoryData<string> Malformed =>
        new(
            "{\"type\":\"DATA\"}",
            "{\"type\":\"REATTACH_REQUEST\"}",
            "{\"type\":\"DATA\",\"session_id\":\"ID\"}",
            "{\"type\":\"DATA\",\"payload\":\"x\"}",
            "{\"type\":\"DATA\",\"session_id\":\"ID\",\"payload\":1}",
            "{\"type\":\"DATA\",\"session_id\":\"ID\",\"payload\":null}",
            "{\"type\":\"DATA\",\"session_id\":\"ID\",\"payload\":{}}",
            "{\"type\":\"DATA\",\"session_id\":\"ID\",\"payload\":\"\\ud800\"}",
            "{\"type\":\"DATA\",\"session_id\":\"ID\",\"payload\":\"\\udc00\\ud800\"}",
            "{\"type\":\"DATA\",\"session_id\":1,\"payload\":\"x\"}",
            "{\"type\":\"DATA\",\"session_id\":\"\",\"payload\":\"x\"}",
            "{\"type\":\"DATA\",\"session_id\":\"S-0123456789ABCDEF\",\"payload\":\"x\"}",
            "{\"type\":\"DATA\",\"session_id\":\"S-0123456789abcde\",\"payload\":\"x\"}",
            "{\"type\":\"DATA\",\"session_id\":\"S-0123456789abcdef0\",\"payload\":\"x\"}",
            "{\"type\":\"DATA\",\"session_id\":\"s-0123456789abcdef\",\"payload\":\"x\"}",
            "{\"type\":\"DATA\",\"session_id\":\"ID\",\"payload\":\"x\",\"seq\":0}",
            "{\"type\":\"DATA\",\"session_id\":\"ID\",\"payload\":\"x\",\"seq\":-1}",
            "{\"type\":\"DATA\",\"session_id\":\"ID\",\"payload\":\"x\",\"seq\":\"1\"}",
            "{\"type\":\"DATA\",\"session_id\":\"ID\",\"payload\":\"x\",\"seq\":1.5}",
            "{\"type\":\"DATA\",\"session_id\":\"ID\",\"payload\":\"x\",\"seq\":1e400}",
            "{\"type\":\"DATA\",\"session_id\":\"ID\",\"payload\":\"x\",\"seq\":9223372036854775808}",
            "{\"type\":\"DATA\",\"session_id\":\"ID\",\"payload\":\"x\",\"seq\":"
                + "123456789012345678901234567890123456789012345678901234567890}",
            "{\"type\":\"DATA\",\"session_id\":\"ID\",\"payload\":\"x\",\"seq\":null}",
            "{\"type\":\"DATA\",\"session_id\":\"ID\",\"payload\":\"x\",\"payload\":\"x\"}",
            "{\"type\":\"DATA\",\"session_id\":\"ID\",\"session_id\":\"ID\",\"payload\":\"x\"}",
            "{\"type\":\"DATA\",\"type\":\"DATA\",\"session_id\":\"ID\",\"payload\":\"x\"}",
            "{\"type\":\"DATA\",\"type\":1,\"session_id\":\"ID\",\"payload\":\"x\"}",
            "{\"type\":\"KEEPALIVE\",\"session_id\":\"ID\"}",
            "{\"type\":\"KEEPALIVE\",\"session_id\":\"ID\",\"seq\":0}",
            "{\"type\":\"KEEPALIVE\",\"seq\":1}",
            "{\"type\":\"TERMINATE\",\"session_id\":\"ID\",\"reason\":1}",
            "{\"type\":\"TERMINATE\",\"reason\":\"session_terminated\"}",
            "{\"type\":\"HANDSHAKE_INIT\",\"nonce\":\"x\"}",
            "{\"type\":\"HANDSHAKE_INIT\",\"nonce\":7}",
            "{\"type\":\"REATTACH_REQUEST\",\"session_id\":\"ID\",\"nonce\":\"0123456789abcdeg\",\"proof\":\"PROOF\"}",
            "{\"type\":\"REATTACH_REQUEST\",\"session_id\":\"ID\",\"nonce\":\"0123456789abcdef\",\"proof\":\"PROOF0\"}",
            "{\"type\":\"REATTACH_REQUEST\",\"session_id\":\"ID\",\"nonce\":\"0123456789abcdef\",\"proof\":\"\"}",
            "{\"type\":\"REATTACH_REQUEST\",\"session_id\":\"ID\",\"nonce\":\"0123456789abcdef\",\"proof\":\"UPPER\"}",
            "{\"type\":\"REATTACH_REQUEST\",\"session_id\":\"ID\",\"nonce\":\"0123456789abcdef\",\"proof\":1}",
            "{\"type\":\"REATTACH_REQUEST\",\"session_id\":\"ID\",\"nonce\":\"0123456789abcdef\",\"proof\":\"PROOF\",\"state_version\":-1}",
            "{\"type\":\"REATTACH_REQUEST\",\"session_id\":\"ID\",\"nonce\":\"0123456789abcdef\",\"proof\":\"PROOF\","
                + "\"state_version\":\"1\"}"
        );

    public static TheoryData<string> Unknown =>
        new(
            "{\"type\":\"DANCE\"}",
            "{\"type\":\"data\"}",
            "{\"type\":\"DATA \",\"session_id\":1}",
            "{\"x\":[[[]]],\"type\":\"KEEP_OUT_OF_HERE\"}"
        );

    public void Dispose() => _bench.Dispose();

    [Theory]
    [MemberData(nameof(Silent))]
    public void What_is_no_message_is_met_with_silence(string datagram)
    {
        Unmoved(() => _bench.Ask(datagram)).Should().BeEmpty();
        _bench.Server.Counters.Ignored.Should().Be(1);
        _bench.Events.Should().HaveCount(2, "nothing but the handshake's events: garbage must not flood the log");
    }

    [Theory]
    [MemberData(nameof(Malformed))]
    public void A_known_type_with_unacceptable_members_is_malformed(string datagram)
    {
        string text = datagram
            .Replace("ID", _id.ToString(), StringComparison.Ordinal)
            .Replace("PROOF", ServerBench.ProofOf(_id.ToString(), "0123456789abcdef"), StringComparison.Ordinal)
            .Replace("UPPER", ServerBench.ProofOf(_id.ToString(), "0123456789abcdef").ToUpperInvariant(), StringComparison.Ordinal);

        Unmoved(() => _bench.Ask(text)).Should().StartWith("{\"type\":\"ERROR\",\"code\":\"MALFORMED\"");
        _bench.Server.Counters.Refused(RefusalCode.Malformed).Should().Be(1);
    }

    [Theory]
    [MemberData(nameof(Unknown))]
    public void A_type_that_the_server_does_not_take_is_unknown(string datagram)
    {
        Unmoved(() => _bench.Ask(datagram.Replace("ID", _id.ToString(), StringComparison.Ordinal)))
            .Should()
            .StartWith("{\"type\":\"ERROR\",\"code\":\"UNKNOWN_TYPE\"");
        _bench.EventsOf<UnknownMessage>().Should().ContainSingle();
    }

    [Fact]
    public void Unknown_members_are_ignored_whatever_they_are()
    {
        string nested = new string('[', 12) + new string(']', 12);
        string strange = $$""" "a":{{nested}},"a":1,"nonce":7,"state_version":"x","b":"\ud800","\ud800":1 """;
        _bench.Ask($$"""{{{strange}},"type":"DATA","session_id":"{{_id}}","payload":"x"}""").Should().Contain("DATA_ACK");
    }

    [Fact]
    public void Escaped_names_and_values_are_read_as_what_they_mean()
    {
        _bench
            .Ask($$"""{"ty\u0070e":"D\u0041TA","session\u005fid":"\u0053{{_id.ToString()[1..]}}","payload":"x"}""")
            .Should()
            .Contain("DATA_ACK");
    }

    [Fact]
    public void Bytes_that_are_not_utf8_make_a_known_type_malformed_and_anything_else_silent()
    {
        byte[] data = Encoding.UTF8.GetBytes($$"""{"type":"DATA","session_id":"{{_id}}","payload":"?"}""");
        data[^3] = 0xFF;
        Unmoved(() => _bench.Ask(data)).Should().Contain("MALFORMED");

        byte[] unknown = Encoding.UTF8.GetBytes("""{"type":"D?NCE","padding":"0123456789"}""");
        unknown[10] = 0xC0;
        Unmoved(() => _bench.Ask(unknown)).Should().BeEmpty();
        Unmoved(() => _bench.Ask([0xFF, 0xFE, 0x00])).Should().BeEmpty();
    }

    [Theory]
    [InlineData(4096, "DATA_ACK")]
    [InlineData(4097, "TOO_LARGE")]
    [InlineData(65_507, "TOO_LARGE")]
    public void A_message_over_4096_bytes_is_too_large(int length, string answer)
    {
        string start = $$"""{"type":"DATA","session_id":"{{_id}}","payload":""" + "\"";
        string datagram = start + new string('x', length - start.Length - 2) + "\"}";
        datagram.Length.Should().Be(length);

        _bench.Ask(datagram).Should().Contain(answer);
    }

    [Fact]
    public void Garbage_over_4096_bytes_is_silence()
    {
        _bench.Ask(new byte[65_507]).Should().BeEmpty();
        _bench.Ask("{\"type\":1,\"a\":\"" + new string('x', 10_000) + "\"}").Should().BeEmpty();
        _bench.Ask(new string('{', 5_000) + new string('}', 5_000)).Should().BeEmpty();
        _bench.Ask("{\"type\":\"DATA\",\"a\":" + new string('[', 4_000)).Should().BeEmpty();
    }

    [Fact]
    public void What_is_no_message_is_charged_to_its_source_in_silence()
    {
        for (int i = 0; i < 250; i++)
        {
            _bench.Ask("{\"\\ud800\":1,\"\\ud800\":1}", Addresses.Eve).Should().BeEmpty();
        }

        _bench.Data(new SessionId(1), 1, Addresses.Eve).Should().Contain("RATE_LIMITED", "the share is spent");
        _bench.Server.Counters.Ignored.Should().Be(250);
        _bench.Now += TimeSpan.FromSeconds(1);
        _bench.Tick();
        _bench
            .EventsOf<RateLimited>()
            .Should()
            .ContainSingle("one a second for each source")
            .Which.Count.Should()
            .Be(51, "that is 50 of these and the DATA");
        _bench.Data(_id, 1).Should().Contain("DATA_ACK");
    }

    [Theory]
    [InlineData("{\"payload\":\"", "TOO_LARGE")] // whatever comes first
    [InlineData(" {\"type\" : \"DATA\", \"payload\":\"", "TOO_LARGE")]
    [InlineData("{\"type\":\"ERROR\",\"code\":\"", "")] // a server's is not answered
    [InlineData("{\"type\":\"HANDSHAKE_ACK\",\"note\":\"", "")]
    [InlineData("[\"", "")]
    public void The_length_is_judged_before_the_content(string start, string answer)
    {
        byte[] datagram = Encoding.UTF8.GetBytes(start + new string('\\', 5_000));
        string answered = Unmoved(() => _bench.Ask(datagram));

        (answered.Length > 0 ? answered[24..33] : "").Should().Be(answer, answered);
    }

    [Theory]
    [InlineData("{\"type\":\"X\"}", "")]
    [InlineData("{\"type\":\"XX\"}", "{\"type\":\"ERROR\",\"code\":\"UNKNOWN_TYPE\"}")]
    public void An_answer_that_cannot_be_made_small_enough_is_not_sent(string datagram, string answer)
    {
        _bench.Ask(datagram).Should().Be(answer);
        _bench.Server.Counters.AmplificationSuppressed.Should().Be(answer.Length == 0 ? 1 : 0);
        _bench.Server.Counters.Refused(RefusalCode.UnknownType).Should().Be(1);
    }

    private string Unmoved(Func<string> act)
    {
        SessionView before = _bench.View(_id);
        string answer = act();
        _bench.View(_id).Should().Be(before);
        _bench.Server.SessionCount.Should().Be(1);
        return answer;
    }
}
