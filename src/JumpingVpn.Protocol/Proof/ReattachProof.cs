using System.Buffers.Binary;
using System.Security.Cryptography;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Proof;

/// <summary>
/// Makes and checks proofs of possession: HMAC-SHA256 (RFC 2104, FIPS 180-4) under the session's secret over the UTF-8 of
/// <c>session_id|nonce</c>, written as 64 lower-case hexadecimal digits. An instance holds one secret, keyed once and reused; the static
/// members take a secret with each call.
/// </summary>
internal sealed class ReattachProof(ReadOnlySpan<byte> secret) : IDisposable
{
    /// <summary>The length of a written proof in bytes.</summary>
    public const int TextLength = 2 * SHA256.HashSizeInBytes;

    private readonly IncrementalHash _keyed = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);

    /// <summary>Writes the proof under a secret into the first <see cref="TextLength"/> bytes.</summary>
    public static void Write(ReadOnlySpan<byte> secret, SessionId id, ReadOnlySpan<byte> nonce, Span<byte> destination)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Compute(secret, id, nonce, hash);
        Hex.EncodeLower(hash, destination);
    }

    /// <inheritdoc cref="Verify(SessionId, ReadOnlySpan{byte}, ReadOnlySpan{byte}, out ulong)"/>
    public static bool Verify(
        ReadOnlySpan<byte> secret,
        SessionId id,
        ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> proof,
        out ulong fingerprint
    )
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Compute(secret, id, nonce, hash);
        return Matches(hash, proof, out fingerprint);
    }

    /// <summary>Writes the proof for a session and nonce into the first <see cref="TextLength"/> bytes.</summary>
    public void Write(SessionId id, ReadOnlySpan<byte> nonce, Span<byte> destination)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Compute(id, nonce, hash);
        Hex.EncodeLower(hash, destination);
    }

    /// <summary>Compares a proof in constant time, and gives the first 64 bits of the right one. As the output of a keyed
    /// pseudo-random function they stand for the nonce: two nonces share them with probability 2^-64, and nobody without the
    /// secret can look for such a pair.</summary>
    public bool Verify(SessionId id, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> proof, out ulong fingerprint)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Compute(id, nonce, hash);
        return Matches(hash, proof, out fingerprint);
    }

    /// <summary>Writes the proof that answers a path challenge: the same keyed hash over the UTF-8 of <c>path|session_id|challenge</c>. No
    /// session id begins with <c>path</c>, so it never is the proof of a reattach.</summary>
    public static void WritePath(ReadOnlySpan<byte> secret, SessionId id, ReadOnlySpan<byte> challenge, Span<byte> destination)
    {
        using var proof = new ReattachProof(secret);
        proof.WritePath(id, challenge, destination);
    }

    /// <inheritdoc cref="WritePath(ReadOnlySpan{byte}, SessionId, ReadOnlySpan{byte}, Span{byte})"/>
    public void WritePath(SessionId id, ReadOnlySpan<byte> challenge, Span<byte> destination)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _keyed.AppendData("path|"u8);
        Compute(id, challenge, hash);
        Hex.EncodeLower(hash, destination);
    }

    public void Dispose() => _keyed.Dispose();

    private static bool Matches(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> proof, out ulong fingerprint)
    {
        Span<byte> expected = stackalloc byte[TextLength];
        Hex.EncodeLower(hash, expected);
        fingerprint = BinaryPrimitives.ReadUInt64BigEndian(hash);
        return CryptographicOperations.FixedTimeEquals(expected, proof);
    }

    private static void Compute(ReadOnlySpan<byte> secret, SessionId id, ReadOnlySpan<byte> nonce, Span<byte> hash)
    {
        Span<byte> text = stackalloc byte[SessionId.TextLength + 1 + nonce.Length];
        id.WriteUtf8(text);
        text[SessionId.TextLength] = (byte)'|';
        nonce.CopyTo(text[(SessionId.TextLength + 1)..]);
        HMACSHA256.HashData(secret, text, hash);
    }

    private void Compute(SessionId id, ReadOnlySpan<byte> nonce, Span<byte> hash)
    {
        Span<byte> prefix = stackalloc byte[SessionId.TextLength + 1];
        id.WriteUtf8(prefix);
        prefix[^1] = (byte)'|';
        _keyed.AppendData(prefix);
        _keyed.AppendData(nonce);
        _keyed.GetHashAndReset(hash);
    }
}
