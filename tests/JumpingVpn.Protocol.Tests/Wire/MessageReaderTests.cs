using System.Text;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Tests.Wire;

/// <summary>Every message type, truncated at each length and with each bit of each byte flipped.</summary>
public sealed class MessageReaderTests
{
    private const string Id = "S-0123456789abcdef";

    private readonly MessageReader _reader = new(4096);

    public static TheoryData<string> Messages =>
        new(
            """{"type":"HANDSHAKE_INIT","nonce":"0123456789abcdef"}""",
            $$"""{"type":"HANDSHAKE_ACK","session_id":"{{Id}}","state_version":1,"nonce":"0123456789abcdef","note":"é"}""",
            $$"""{"type":"DATA","session_id":"{{Id}}","seq":12,"payload":"hello \u00e9 \ud83d\ude00"}""",
            $$"""{"type":"DATA_ACK","session_id":"{{Id}}","seq":12}""",
            $$"""{"type":"REATTACH_REQUEST","session_id":"{{Id}}","nonce":"0123456789abcdef","proof":"{{new string('0', 64)}}"}""",
            $$"""{"type":"REATTACH_ACK","session_id":"{{Id}}","state_version":2}""",
            """{"type":"ERROR","code":"WRONG_TRANSPORT","reason":"wrong_transport"}"""
        );

    [Theory]
    [MemberData(nameof(Messages))]
    public void Whole_it_is_a_message_and_truncated_anywhere_it_is_none(string text)
    {
        byte[] datagram = Encoding.UTF8.GetBytes(text);

        _reader.Read(datagram, out _).Should().Be(ReadOutcome.Message);
        for (int length = 0; length < datagram.Length; length++)
        {
            _reader.Read(datagram.AsSpan(0, length), out _).Should().Be(ReadOutcome.NotAMessage);
        }
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void Extended_by_white_space_it_is_the_same_and_by_anything_else_none(string text)
    {
        _reader.Read(Encoding.UTF8.GetBytes(" \r\n\t" + text + " \n"), out _).Should().Be(ReadOutcome.Message);
        _reader.Read(Encoding.UTF8.GetBytes(text + "\0"), out _).Should().Be(ReadOutcome.NotAMessage);
        _reader.Read(Encoding.UTF8.GetBytes(text + "}"), out _).Should().Be(ReadOutcome.NotAMessage);
        _reader.Read(Encoding.UTF8.GetBytes(text + text), out _).Should().Be(ReadOutcome.NotAMessage);
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void With_any_bit_flipped_it_is_read_without_an_exception(string text)
    {
        byte[] datagram = Encoding.UTF8.GetBytes(text);
        for (int bit = 0; bit < datagram.Length * 8; bit++)
        {
            datagram[bit / 8] ^= (byte)(1 << (bit % 8));
            Enum.IsDefined(_reader.Read(datagram, out _)).Should().BeTrue();
            datagram[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void Members_are_given_as_they_were_meant()
    {
        string proof = new('a', 64);
        const string Nonce = "\\u0030123456789ABCDEF";
        ReadOutcome outcome = _reader.Read(
            Encoding.UTF8.GetBytes(
                $$"""{"state_version":7,"proof":"{{proof}}","nonce":"{{Nonce}}","session_id":"{{Id}}","type":"REATTACH_REQUEST"}"""
            ),
            out WireMessage message
        );

        outcome.Should().Be(ReadOutcome.Message);
        message.Type.Should().Be(MessageType.ReattachRequest);
        message.SessionId.ToString().Should().Be(Id);
        message.StateVersion.Should().Be(7);
        Encoding.ASCII.GetString(message.Nonce).Should().Be("0123456789ABCDEF");
        Encoding.ASCII.GetString(message.Proof).Should().Be(proof);
        message.Has(Members.Sequence).Should().BeFalse();
    }
}
