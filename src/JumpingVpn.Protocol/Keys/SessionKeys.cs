using System.Security.Cryptography;

namespace JumpingVpn.Protocol.Keys;

/// <summary>
/// The keys of one session: one for its proofs, and one for each direction's message authentication codes. They are expanded from the
/// session's secret (HKDF-Expand, RFC 5869 section 2.3), which is not kept, and last until they are wiped.
/// </summary>
internal sealed class SessionKeys
{
    /// <summary>The length of each key in bytes: that of the hash, as RFC 2104 section 3 asks for.</summary>
    public const int KeyLength = SHA256.HashSizeInBytes;

    private KeyBlock _block;

    public SessionKeys(ReadOnlySpan<byte> secret)
    {
        Span<byte> block = _block;
        Expand(secret, KeyLabels.Proof, block[..KeyLength]);
        Expand(secret, KeyLabels.ClientMac, block.Slice(KeyLength, KeyLength));
        Expand(secret, KeyLabels.ServerMac, block.Slice(2 * KeyLength, KeyLength));
    }

    /// <summary>Under which the client proves the session when it reattaches.</summary>
    public ReadOnlySpan<byte> Proof => Memory[..KeyLength];

    /// <summary>What the server answered to the handshake, until the client has shown that it holds the keys: for a handshake that
    /// comes again
    /// because that answer was lost. None of it is secret.</summary>
    public HandshakeAnswer? Answer { get; set; }

    /// <summary>All the key material there is, for a look at whether it was wiped.</summary>
    public ReadOnlySpan<byte> Memory => _block;

    /// <summary>Under which messages of this direction are authenticated.</summary>
    public ReadOnlySpan<byte> Mac(MacDirection direction) =>
        Memory.Slice(direction == MacDirection.ToServer ? KeyLength : 2 * KeyLength, KeyLength);

    /// <summary>Overwrites the keys. Nothing may be authenticated with them afterwards: all zeros is a key that everybody knows.</summary>
    public void Wipe()
    {
        CryptographicOperations.ZeroMemory(_block);
        Answer = null;
    }

    private static void Expand(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> label, Span<byte> key) =>
        HKDF.Expand(HashAlgorithmName.SHA256, secret, key, label);
}
