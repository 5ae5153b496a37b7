using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Client;

/// <summary>Makes nonces as the prototype does: 64 bits, written as 16 lower-case hexadecimal digits.</summary>
internal static class NonceSource
{
    public const int TextLength = 16;

    public static void Fill(IEntropySource entropy, Span<byte> text)
    {
        Span<byte> bytes = stackalloc byte[TextLength / 2];
        entropy.Fill(bytes);
        Hex.EncodeLower(bytes, text);
    }
}
