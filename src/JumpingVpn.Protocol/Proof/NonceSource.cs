using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Proof;

/// <summary>Makes nonces as the prototype does: 64 bits, written as 16 lower-case hexadecimal digits; or longer ones.</summary>
internal static class NonceSource
{
    public const int TextLength = 16;

    /// <summary>In a challenge that answers no request.</summary>
    public static ReadOnlySpan<byte> NoRequest => "0000000000000000"u8;

    /// <summary>Of the handshake where keys are agreed: 128 bits of salt from each side.</summary>
    public const int KeyedTextLength = 32;

    public static void Fill(IEntropySource entropy, Span<byte> text)
    {
        Span<byte> bytes = stackalloc byte[text.Length / 2];
        entropy.Fill(bytes);
        Hex.EncodeLower(bytes, text);
    }
}
