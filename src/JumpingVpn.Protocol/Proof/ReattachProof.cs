using System.Buffers.Binary;
using System.Security.Cryptography;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Proof;

/// <summary>
/// Makes and checks proofs of possession under the secret that all sessions of the demonstration share: HMAC-SHA256 (RFC 2104,
/// FIPS 180-4) over the UTF-8 of <c>session_id|nonce</c>, written as 64 lower-case hexadecimal digits. An instance holds one secret, keyed
/// once and reused. <see cref="SessionProof"/> is its counterpart where sessions have keys.
/// </summary>
internal sealed class ReattachProof(ReadOnlySpan<byte> secret) : IDisposable
{
    /// <summary>The length of a written proof in bytes.</summary>
    public const int TextLength = 2 * SHA256.HashSizeInBytes;

    /// <summary>What stands before the session's id in what the proof of a path covers.</summary>
    public static ReadOnlySpan<byte> PathPrefix => "path|"u8;

    private readonly IncrementalHash _keyed = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);

    /// <summary>Writes the proof for a session and nonce into the first <see cref="TextLength"/> bytes.</summary>
    public void Write(SessionId id, ReadOnlySpan<byte> nonce, Span<byte> destination)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Compute(id, nonce, hash);
        Hex.EncodeLower(hash, destination);
    }

    /// <summary>Compares a proof in constant time, and gives the first 64 bits of the right one. As the output of a keyed
    /// pseudo-random function they represent the nonce: two nonces share them with probability 2^-64, and nobody without the
    /// secret can look for such a pair.</summary>
    public bool Verify(SessionId id, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> proof, out ulong fingerprint)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Compute(id, nonce, hash);
        return Matches(hash, proof, out fingerprint);
    }

    /// <summary>Writes the proof that answers a path challenge: the same keyed hash over the UTF-8 of <c>path|session_id|challenge</c>. No
    /// session id begins with <c>path</c>, so it never is the proof of a reattach.</summary>
    public void WritePath(SessionId id, ReadOnlySpan<byte> challenge, Span<byte> destination)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _keyed.AppendData(PathPrefix);
        Compute(id, challenge, hash);
        Hex.EncodeLower(hash, destination);
    }

    public void Dispose() => _keyed.Dispose();

    /// <summary>Compares the text of a proof with the right one in constant time, and gives the first 64 bits of that.</summary>
    public static bool Matches(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> proof, out ulong fingerprint)
    {
        Span<byte> expected = stackalloc byte[TextLength];
        Hex.EncodeLower(hash, expected);
        fingerprint = BinaryPrimitives.ReadUInt64BigEndian(hash);
        return CryptographicOperations.FixedTimeEquals(expected, proof);
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
