using JumpingVpn.Protocol.Keys;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Proof;

/// <summary>
/// Proofs of possession in sessions that have their own key: keyed BLAKE2b with an output of 256 bits (RFC 7693) over the same texts
/// as <see cref="ReattachProof"/>, written as <see cref="ReattachProof.TextLength"/> lower-case hexadecimal digits.
/// </summary>
internal static class SessionProof
{
    private const int HashLength = ReattachProof.TextLength / 2;

    /// <summary>Writes the proof for a session and nonce into the first <see cref="ReattachProof.TextLength"/> bytes.</summary>
    public static void Write(SessionKeys keys, SessionId id, ReadOnlySpan<byte> nonce, Span<byte> destination)
    {
        Span<byte> hash = stackalloc byte[HashLength];
        Compute(keys, default, id, nonce, hash);
        Hex.EncodeLower(hash, destination);
    }

    /// <inheritdoc cref="ReattachProof.Verify"/>
    public static bool Verify(SessionKeys keys, SessionId id, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> proof, out ulong fingerprint)
    {
        Span<byte> hash = stackalloc byte[HashLength];
        Compute(keys, default, id, nonce, hash);
        return ReattachProof.Matches(hash, proof, out fingerprint);
    }

    /// <inheritdoc cref="ReattachProof.WritePath"/>
    public static void WritePath(SessionKeys keys, SessionId id, ReadOnlySpan<byte> challenge, Span<byte> destination)
    {
        Span<byte> hash = stackalloc byte[HashLength];
        Compute(keys, ReattachProof.PathPrefix, id, challenge, hash);
        Hex.EncodeLower(hash, destination);
    }

    private static void Compute(SessionKeys keys, ReadOnlySpan<byte> prefix, SessionId id, ReadOnlySpan<byte> text, Span<byte> hash)
    {
        Span<byte> covered = stackalloc byte[prefix.Length + SessionId.TextLength + 1 + text.Length];
        prefix.CopyTo(covered);
        id.WriteUtf8(covered[prefix.Length..]);
        covered[prefix.Length + SessionId.TextLength] = (byte)'|';
        text.CopyTo(covered[(prefix.Length + SessionId.TextLength + 1)..]);
        keys.Compute(KeyLabels.Proof, covered, hash);
    }
}
