using System.Security.Cryptography;

namespace JumpingVpn.Protocol.Keys;

/// <summary>
/// One side of the agreement of a session's key, and all that is secret on the way to it: the private key, the agreed secret, what is made
/// of both. All of it lies in one piece of memory, so that it can be overwritten at once and seen to be. The private key comes from the
/// given entropy source, so that a simulation repeats itself to the byte.
/// </summary>
/// <param name="preSharedKey">Its holder wipes it.</param>
internal sealed class KeyExchange(PreSharedKey preSharedKey)
{
    private readonly byte[] _memory = new byte[X25519.Length + KeySchedule.SecretsLength(preSharedKey.Key.Length)];

    /// <summary>All the key material there is, for a look at whether it was wiped: the private key, and what is made with it.</summary>
    public ReadOnlySpan<byte> Memory => _memory;

    /// <summary>What is made with the private key: all but that.</summary>
    public Span<byte> Derived => _memory.AsSpan(X25519.Length);

    private Span<byte> PrivateKey => _memory.AsSpan(0, X25519.Length);

    /// <summary>Draws a new private key, and gives its public one as it is written on the wire.</summary>
    public byte[] Draw(IEntropySource entropy)
    {
        entropy.Fill(PrivateKey);
        byte[] text = new byte[X25519.TextLength];
        X25519.WritePublicKey(PrivateKey, text);
        return text;
    }

    /// <summary>
    /// Agrees the session's key with the holder of a public key, and gives a code over everything that was said, under a key that only
    /// the two sides can have. Null if there is nothing to agree with that key.
    /// </summary>
    /// <param name="transcript">What was said.</param>
    /// <param name="peer">The public key of the other side, as it is on the wire.</param>
    /// <param name="confirmation">The <see cref="MessageMac.TextLength"/> digits of the code.</param>
    /// <param name="client">At the server: whose pre-shared key it is.</param>
    public SessionKeys? TryAgree(in HandshakeTranscript transcript, ReadOnlySpan<byte> peer, Span<byte> confirmation, string? client = null)
    {
        try
        {
            return TryDerive(transcript, peer, confirmation, out ReadOnlySpan<byte> key) ? new SessionKeys(key) { Client = client } : null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(Derived);
        }
    }

    /// <summary>Agrees the session's key with the sender of a code over everything that was said; null if it is not the one that the
    /// holder of the same key would give. Compared in constant time.</summary>
    /// <param name="transcript">What was said.</param>
    /// <param name="peer">The public key of the other side, as it is on the wire.</param>
    /// <param name="confirmation">The code that came.</param>
    public SessionKeys? TryConfirm(in HandshakeTranscript transcript, ReadOnlySpan<byte> peer, ReadOnlySpan<byte> confirmation)
    {
        Span<byte> expected = stackalloc byte[MessageMac.TextLength];
        try
        {
            return
                TryDerive(transcript, peer, expected, out ReadOnlySpan<byte> key)
                && CryptographicOperations.FixedTimeEquals(expected, confirmation)
                ? new SessionKeys(key)
                : null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(Derived);
        }
    }

    /// <summary>Overwrites the private key; another one can be drawn then.</summary>
    public void Wipe() => CryptographicOperations.ZeroMemory(PrivateKey);

    private bool TryDerive(in HandshakeTranscript transcript, ReadOnlySpan<byte> peer, Span<byte> confirmation, out ReadOnlySpan<byte> key)
    {
        key = default;
        if (!X25519.TryAgree(PrivateKey, peer, KeySchedule.Shared(Derived)))
        {
            return false;
        }

        key = KeySchedule.Derive(transcript, preSharedKey.Key, Derived);
        transcript.Confirm(key, confirmation);
        return true;
    }
}
