using System.Security.Cryptography;

namespace JumpingVpn.Protocol.Keys;

/// <summary>
/// The key of one session, whose uses are kept apart by the personalisation of what is computed with it: proofs, and the message
/// authentication codes of each direction. It lasts until it is wiped. A million of these may be idle at once: there is no more in it
/// than that.
/// </summary>
internal sealed class SessionKeys
{
    private KeyBlock _key;

    /// <param name="key"><see cref="Blake2b.KeyLength"/> bytes, which are copied.</param>
    public SessionKeys(ReadOnlySpan<byte> key) => key.CopyTo(_key);

    /// <summary>At the server: true once the client has shown that it holds the key, so that it needs no second answer to its
    /// handshake.</summary>
    public bool IsUsed { get; set; }

    /// <summary>At the server: whose pre-shared key opened the session; null for the one that all clients have, or for none.</summary>
    public string? Client { get; init; }

    /// <summary>All the key material there is, for a look at whether it was wiped.</summary>
    public ReadOnlySpan<byte> Memory => _key;

    /// <summary>Computes a hash with the key for one of its uses.</summary>
    /// <param name="use">One of <see cref="KeyLabels"/>.</param>
    /// <param name="input">What is hashed.</param>
    /// <param name="hash">1 to 64 bytes.</param>
    public void Compute(ReadOnlySpan<byte> use, ReadOnlySpan<byte> input, Span<byte> hash) => Blake2b.Compute(_key, use, input, hash);

    /// <summary>Overwrites the key. Nothing may be authenticated with it afterwards: all zeros is a key that everybody knows.</summary>
    public void Wipe() => CryptographicOperations.ZeroMemory(_key);
}
