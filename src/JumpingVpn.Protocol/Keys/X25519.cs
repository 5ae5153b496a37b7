using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Keys;

/// <summary>The function X25519 and its keys (RFC 7748 sections 5 and 6.1). Safe on any thread.</summary>
internal static class X25519
{
    /// <summary>The length of a private key, a public key and an agreed secret in bytes.</summary>
    public const int Length = 32;

    /// <inheritdoc cref="MemberSchema.KeyLength"/>
    public const int TextLength = MemberSchema.KeyLength;

    /// <summary>Writes the public key of a private key, as it is on the wire.</summary>
    /// <param name="privateKey"><see cref="Length"/> bytes, any.</param>
    /// <param name="text"><see cref="TextLength"/> bytes.</param>
    public static void WritePublicKey(ReadOnlySpan<byte> privateKey, Span<byte> text)
    {
        Span<byte> publicKey = stackalloc byte[Length];
        _ = Sodium.ScalarMultiplyBase(publicKey, privateKey); // it cannot fail
        Hex.EncodeLower(publicKey, text);
    }

    /// <summary>
    /// Agrees with the holder of a public key; false if that is not a public key, or one of the few that make the secret all zeros
    /// whatever the private key is, so that everybody would know it (RFC 7748 section 6.1).
    /// </summary>
    /// <param name="privateKey"><see cref="Length"/> bytes.</param>
    /// <param name="peer">A text of the form of a public key.</param>
    /// <param name="shared">The <see cref="Length"/> bytes that both sides now have; the caller wipes them.</param>
    public static bool TryAgree(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> peer, Span<byte> shared)
    {
        Span<byte> publicKey = stackalloc byte[Length];
        return peer.Length == TextLength
            && Hex.TryDecodeLower(peer, publicKey)
            && Sodium.ScalarMultiply(shared, privateKey, publicKey) == 0;
    }
}
