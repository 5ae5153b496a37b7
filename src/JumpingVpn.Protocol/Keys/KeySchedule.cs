using System.Buffers.Binary;
using System.Security.Cryptography;

namespace JumpingVpn.Protocol.Keys;

/// <summary>
/// From the agreed secret to the session's key: HKDF with SHA-256 (RFC 5869). The caller gives the memory for all that is secret in it, and
/// wipes it: the session's key, what HKDF extracts, then the keying material, in which the agreed secret lies.
/// </summary>
internal static class KeySchedule
{
    private const int NonceMaximum = 64;
    private const int MaximumInfo = 96;
    private const int MaterialAt = Blake2b.KeyLength + SHA256.HashSizeInBytes;
    private const int SharedAt = MaterialAt + sizeof(ushort);
    private const int PreSharedAt = SharedAt + X25519.Length;

    /// <summary>How many bytes it needs for all that is secret.</summary>
    /// <param name="preSharedKeyLength">Zero in the ephemeral mode.</param>
    public static int SecretsLength(int preSharedKeyLength) => PreSharedAt + sizeof(ushort) + preSharedKeyLength;

    /// <summary>Where the agreed secret belongs, in memory of <see cref="SecretsLength"/> bytes.</summary>
    public static Span<byte> Shared(Span<byte> secrets) => secrets.Slice(SharedAt, X25519.Length);

    /// <summary>
    /// Makes the session's key. The keying material is the agreed secret and the pre-shared key, each after its length (the form of
    /// RFC 5489 section 2), so that both have to be known; the salt is both nonces; the info names mode and session.
    /// </summary>
    /// <param name="transcript">What was said.</param>
    /// <param name="preSharedKey">The pre-shared key; empty in the ephemeral mode.</param>
    /// <param name="secrets">Memory of <see cref="SecretsLength"/> bytes, with the agreed secret in its place.</param>
    /// <returns>The session's key, of <see cref="Blake2b.KeyLength"/> bytes in that memory.</returns>
    public static ReadOnlySpan<byte> Derive(in HandshakeTranscript transcript, ReadOnlySpan<byte> preSharedKey, Span<byte> secrets)
    {
        Span<byte> salt = stackalloc byte[2 * (sizeof(ushort) + NonceMaximum)];
        Span<byte> info = stackalloc byte[MaximumInfo];
        Span<byte> extracted = secrets[Blake2b.KeyLength..MaterialAt];
        BinaryPrimitives.WriteUInt16BigEndian(secrets[MaterialAt..], X25519.Length);
        int end = Append(secrets, PreSharedAt, preSharedKey);
        int saltLength = Append(salt, 0, transcript.Nonce);
        saltLength = Append(salt, saltLength, transcript.ServerNonce);
        HKDF.Extract(HashAlgorithmName.SHA256, secrets[MaterialAt..end], salt[..saltLength], extracted);

        int infoLength = Append(info, 0, KeyLabels.Session);
        infoLength = Append(info, infoLength, KeyLabels.Of(transcript.Mode));
        transcript.Id.WriteUtf8(info[infoLength..]);
        Span<byte> key = secrets[..Blake2b.KeyLength];
        HKDF.Expand(HashAlgorithmName.SHA256, extracted, key, info[..(infoLength + SessionId.TextLength)]);
        return key;
    }

    private static int Append(Span<byte> to, int at, ReadOnlySpan<byte> value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(to[at..], (ushort)value.Length);
        value.CopyTo(to[(at + sizeof(ushort))..]);
        return at + sizeof(ushort) + value.Length;
    }
}
