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

    /// <summary>Writes the code of a message of a session into the first <see cref="TextLength"/> bytes.</summary>
    public void Write(SessionKeys keys, MacDirection direction, SessionId id, scoped in WireMessage message, Span<byte> text)
    {
        var input = new MacInput(Reserve(message));
        input.Head(direction, message.Type, id);
        Append(ref input, message, MacRules.Covered(message));
        Span<byte> tag = stackalloc byte[TagLength];
        keys.Compute(KeyLabels.OfMac(direction), input.Written, tag);
        Hex.EncodeLower(tag, text);
    }

    /// <summary>Compares the code of a message in constant time; false where there is none.</summary>
    public bool Verify(SessionKeys keys, MacDirection direction, SessionId id, in WireMessage message)
    {
        Span<byte> expected = stackalloc byte[TextLength];
        Write(keys, direction, id, message, expected);
        return CryptographicOperations.FixedTimeEquals(expected, message.Mac);
    }

    private static void Append(ref MacInput input, in WireMessage message, Members covered)
    {
        if ((covered & Members.Sequence) != 0)
        {
            input.Number(MacTag.Sequence, message.Sequence);
        }

        if ((covered & Members.StateVersion) != 0)
        {
            input.Number(MacTag.StateVersion, message.StateVersion);
        }

        AppendText(ref input, covered, Members.Nonce, MacTag.Nonce, message.Nonce);
        AppendText(ref input, covered, Members.Proof, MacTag.Proof, message.Proof);
        AppendText(ref input, covered, Members.Code, MacTag.Code, message.CodeText);
        AppendText(ref input, covered, Members.Reason, MacTag.Reason, message.ReasonText);
        AppendText(ref input, covered, Members.Payload, MacTag.Payload, message.Payload);
        AppendText(ref input, covered, Members.Challenge, MacTag.Challenge, message.Challenge);
        AppendText(ref input, covered, Members.Downlink, MacTag.Direction, message.Direction);
    }

    private static void AppendText(ref MacInput input, Members covered, Members member, MacTag tag, ReadOnlySpan<byte> text)
    {
        if ((covered & member) != 0)
        {
            input.Text(tag, text);
        }
    }

    private Span<byte> Reserve(in WireMessage message)
    {
        int texts =
            message.Nonce.Length
            + message.Proof.Length
            + message.CodeText.Length
            + message.ReasonText.Length
            + message.Payload.Length
            + message.Challenge.Length
            + message.Direction.Length;
        if (_input.Length < MacInput.Overhead + texts)
        {
            _input = new byte[MacInput.Overhead + Math.Max(texts, 2 * _input.Length)];
        }

        return _input;
    }
}
