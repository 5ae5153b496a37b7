using System.Numerics;
using System.Security.Cryptography;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Keys;

/// <summary>
/// Message authentication codes: keyed BLAKE2b with an output of 128 bits (RFC 7693), written as 32 lower-case hexadecimal digits. The
/// buffer for what they cover is reused.
/// </summary>
internal sealed class MessageMac
{
    /// <summary>The length of a written code in bytes.</summary>
    public const int TextLength = 2 * TagLength;

    private const int TagLength = 16;

    private byte[] _input = [];

    /// <summary>Writes the code of some bytes into the first <see cref="TextLength"/> bytes.</summary>
    public static void Write(ReadOnlySpan<byte> key, ReadOnlySpan<byte> use, ReadOnlySpan<byte> covered, Span<byte> text)
    {
        Span<byte> tag = stackalloc byte[TagLength];
        Blake2b.Compute(key, use, covered, tag);
        Hex.EncodeLower(tag, text);
    }

    /// <summary>Writes the MAC of a message of a session into the first <see cref="TextLength"/> bytes.</summary>
    public void Write(SessionKeys keys, MacDirection direction, SessionId id, scoped in WireMessage message, Span<byte> text)
    {
        Members covered = MessageSchema.Of(message.Type).Covered & message.Present;
        var input = new MacInput(Reserve(message, covered));
        input.Head(direction, message.Type, id);
        Append(ref input, message, covered);
        Span<byte> tag = stackalloc byte[TagLength];
        keys.Compute(KeyLabels.OfMac(direction), input.Written, tag);
        Hex.EncodeLower(tag, text);
    }

    /// <summary>Compares the MAC of a message in constant time; false if there is none.</summary>
    public bool Verify(SessionKeys keys, MacDirection direction, SessionId id, in WireMessage message)
    {
        Span<byte> expected = stackalloc byte[TextLength];
        Write(keys, direction, id, message, expected);
        return CryptographicOperations.FixedTimeEquals(expected, message.Mac);
    }

    /// <summary>The members in the order of their bits, which is that of the tags.</summary>
    private static void Append(ref MacInput input, in WireMessage message, Members covered)
    {
        for (uint left = (uint)covered; left != 0; left &= left - 1)
        {
            int bit = BitOperations.TrailingZeroCount(left);
            MemberRow row = MemberSchema.OfBit(bit);
            if (row.Kind == MemberKind.Number)
            {
                input.Number((MacTag)bit, message.NumberOf(row.Member));
            }
            else
            {
                input.Text((MacTag)bit, message.TextOf(row.Member));
            }
        }
    }

    private Span<byte> Reserve(in WireMessage message, Members covered)
    {
        int texts = 0;
        for (uint left = (uint)covered & ~(uint)(Members.Sequence | Members.StateVersion); left != 0; left &= left - 1)
        {
            texts += message.TextOf((Members)(left & ~(left - 1))).Length;
        }

        if (_input.Length < MacInput.Overhead + texts)
        {
            _input = new byte[MacInput.Overhead + Math.Max(texts, 2 * _input.Length)];
        }

        return _input;
    }
}
