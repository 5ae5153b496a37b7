using JumpingVpn.Protocol.Keys;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Tests.Keys;

public sealed class MessageMacTests
{
    private static readonly SessionKeys Keys = new(new byte[32]);
    private static readonly SessionId Id = new(0x0123456789ABCDEF);

    private readonly MessageMac _macs = new();

    public static TheoryData<MessageType, int> TypesAndMembers
    {
        get
        {
            TheoryData<MessageType, int> rows = [];
            foreach (MessageType type in Protected())
            {
                foreach (Members member in MessageSchema.Of(type).Written)
                {
                    if (member is not (Members.SessionId or Members.Mac or Members.Note))
                    {
                        rows.Add(type, (int)member);
                    }
                }
            }

            return rows;
        }
    }

    [Fact]
    public void Only_the_handshake_and_what_is_no_message_are_outside_of_the_sessions_codes() =>
        Enum.GetValues<MessageType>()
            .Except(Protected())
            .Should()
            .BeEquivalentTo([MessageType.Unknown, MessageType.HandshakeInit, MessageType.HandshakeAck, MessageType.HandshakeRetry]);

    [Theory]
    [MemberData(nameof(TypesAndMembers))]
    public void Each_member_of_each_type_is_covered(MessageType type, int flag)
    {
        var member = (Members)flag;
        WireMessage message = Sample(type);
        string whole = Code(message);

        WireMessage changed = message;
        Change(ref changed, member);
        WireMessage without = message;
        without.Present &= ~member;

        Code(changed).Should().NotBe(whole);
        Code(without).Should().NotBe(whole);
    }

    [Fact]
    public void Type_direction_and_session_are_covered()
    {
        WireMessage message = Sample(MessageType.Keepalive);
        string code = Code(message);
        message.Type = MessageType.KeepaliveAck;
        Code(message).Should().NotBe(code);

        message.Type = MessageType.Keepalive;
        Span<byte> other = stackalloc byte[MessageMac.TextLength];
        _macs.Write(Keys, MacDirection.ToClient, Id, message, other);
        System.Text.Encoding.ASCII.GetString(other).Should().NotBe(code);
        _macs.Write(Keys, MacDirection.ToServer, new SessionId(Id.Value + 1), message, other);
        System.Text.Encoding.ASCII.GetString(other).Should().NotBe(code);
    }

    [Fact]
    public void No_two_ways_to_cut_a_message_into_members_look_alike()
    {
        WireMessage one = Sample(MessageType.Error);
        one.CodeText = "AB"u8;
        one.ReasonText = "C"u8;
        WireMessage other = one;
        other.CodeText = "A"u8;
        other.ReasonText = "BC"u8;

        Code(one).Should().NotBe(Code(other));
    }

    [Fact]
    public void A_missing_or_longer_or_shorter_code_is_wrong()
    {
        WireMessage message = Sample(MessageType.Data);
        byte[] code = System.Text.Encoding.ASCII.GetBytes(Code(message));

        Verify(message, code).Should().BeTrue();
        Verify(message, []).Should().BeFalse();
        Verify(message, code[..^1]).Should().BeFalse();
        Verify(message, [.. code, (byte)'0']).Should().BeFalse();
        for (int i = 0; i < code.Length; i++)
        {
            byte[] flipped = [.. code];
            flipped[i] ^= 1;
            Verify(message, flipped).Should().BeFalse();
        }
    }

    [Theory]
    [InlineData(0, 1_000)]
    [InlineData(7, 191, 192, 193, 1_150, 7, 1_150)]
    [InlineData(200, 400, 401, 1, 900)]
    [InlineData(1_150, 3, 1_149)]
    public void A_long_payload_is_covered_whole_also_after_a_short_one(params int[] lengths)
    {
        foreach (int length in lengths)
        {
            string payload = new('x', length);
            var message = new WireMessage
            {
                Type = MessageType.Data,
                Present = Members.Sequence | Members.Payload,
                Sequence = 7,
                Payload = System.Text.Encoding.ASCII.GetBytes(payload),
            };

            Code(message).Should().Be(PageMac.Of(new byte[32], toServer: true, "DATA", Id.Value, (1, 7L), (7, payload)));
        }
    }

    private static IEnumerable<MessageType> Protected() =>
        Enum.GetValues<MessageType>().Where(type => MessageSchema.Of(type).Rule is MacRule.Required or MacRule.WhereAsked);

    private static WireMessage Sample(MessageType type) =>
        new()
        {
            Type = type,
            Present = (Members)~0,
            Sequence = 7,
            StateVersion = 3,
            Payload = "payload"u8,
            Nonce = "0011223344556677"u8,
            Proof = "abc"u8,
            CodeText = "BAD_MAC"u8,
            ReasonText = "bad_mac"u8,
            Challenge = "8899aabbccddeeff"u8,
        };

    private static void Change(ref WireMessage message, Members member)
    {
        switch (member)
        {
            case Members.Sequence:
                message.Sequence++;
                break;
            case Members.StateVersion:
                message.StateVersion++;
                break;
            case Members.Payload:
                message.Payload = "Payload"u8;
                break;
            case Members.Nonce:
                message.Nonce = "0011223344556678"u8;
                break;
            case Members.Proof:
                message.Proof = "abd"u8;
                break;
            case Members.Code:
                message.CodeText = "BAD_MAD"u8;
                break;
            case Members.Reason:
                message.ReasonText = "bad_mad"u8;
                break;
            case Members.Challenge:
                message.Challenge = "8899aabbccddeefe"u8;
                break;
            case Members.Downlink:
                message.IsDown = false; // it has one value only
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(member), member, "This member is new: say here how it changes.");
        }
    }

    private string Code(scoped in WireMessage message)
    {
        Span<byte> text = stackalloc byte[MessageMac.TextLength];
        _macs.Write(Keys, MacDirection.ToServer, Id, message, text);
        return System.Text.Encoding.ASCII.GetString(text);
    }

    private bool Verify(WireMessage message, byte[] code)
    {
        message.Mac = code;
        return _macs.Verify(Keys, MacDirection.ToServer, Id, message);
    }
}
