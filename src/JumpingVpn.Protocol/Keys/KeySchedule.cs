using System.Buffers.Binary;
using System.Security.Cryptography;

namespace JumpingVpn.Protocol.Keys;

/// <summary>From the agreed x coordinate to the session's secret: HKDF with SHA-256 (RFC 5869).</summary>
internal static class KeySchedule
{
    /// <summary>
    /// Makes the session's secret. The keying material is the agreed coordinate and the pre-shared key, each after its length (the form of
    /// RFC 5489 section 2), so that both have to be known; the salt is both nonces; the info names mode and session.
    /// </summary>
    /// <param name="transcript">What was said.</param>
    /// <param name="shared">The agreed coordinate.</param>
    /// <param name="preSharedKey">The pre-shared key; empty in the ephemeral mode.</param>
    /// <param name="secret"><see cref="SessionKeys.KeyLength"/> bytes; the caller wipes them.</param>
    public static void Derive(
        in HandshakeTranscript transcript,
        ReadOnlySpan<byte> shared,
        ReadOnlySpan<byte> preSharedKey,
        Span<byte> secret
    )
    {
        Span<byte> material = stackalloc byte[sizeof(ushort) + KeyExchange.SharedLength + sizeof(ushort) + PreSharedKey.MaximumLength];
        Span<byte> salt = stackalloc byte[2 * (sizeof(ushort) + NonceMaximum)];
        Span<byte> info = stackalloc byte[MaximumInfo];
        Span<byte> extracted = stackalloc byte[SHA256.HashSizeInBytes];

        int length = Append(material, 0, shared);
        length = Append(material, length, preSharedKey);
        int saltLength = Append(salt, 0, transcript.Nonce);
        saltLength = Append(salt, saltLength, transcript.ServerNonce);
        HKDF.Extract(HashAlgorithmName.SHA256, material[..length], salt[..saltLength], extracted);

        int infoLength = Append(info, 0, KeyLabels.Secret);
        infoLength = Append(info, infoLength, KeyLabels.Of(transcript.Mode));
        transcript.Id.WriteUtf8(info[infoLength..]);
        HKDF.Expand(HashAlgorithmName.SHA256, extracted, secret, info[..(infoLength + SessionId.TextLength)]);

        CryptographicOperations.ZeroMemory(material);
        CryptographicOperations.ZeroMemory(extracted);
    }

    private const int NonceMaximum = 64;
    private const int MaximumInfo = 96;

    private static int Append(Span<byte> to, int at, ReadOnlySpan<byte> value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(to[at..], (ushort)value.Length);
        value.CopyTo(to[(at + sizeof(ushort))..]);
        return at + sizeof(ushort) + value.Length;
    }
}
