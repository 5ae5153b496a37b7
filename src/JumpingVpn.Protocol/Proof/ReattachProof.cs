using System.Buffers.Binary;
using System.Security.Cryptography;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Proof;

/// <summary>
/// Makes and checks proofs of possession: HMAC-SHA256 (RFC 2104, FIPS 180-4) under the session's secret over the UTF-8 of
/// <c>session_id|nonce</c>, written as 64 lower-case hexadecimal digits. The keyed state is made once and reused.
/// </summary>
internal sealed class ReattachProof(ReadOnlySpan<byte> secret) : IDisposable
{
    /// <summary>The length of a written proof in bytes.</summary>
    public const int TextLength = 2 * SHA256.HashSizeInBytes;

    private readonly IncrementalHash _keyed = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);

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
        Span<byte> expected = stackalloc byte[TextLength];
        Compute(id, nonce, hash);
        Hex.EncodeLower(hash, expected);
        fingerprint = BinaryPrimitives.ReadUInt64BigEndian(hash);
        return CryptographicOperations.FixedTimeEquals(expected, proof);
    }

    public void Dispose() => _keyed.Dispose();

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
