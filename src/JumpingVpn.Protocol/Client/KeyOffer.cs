using System.Security.Cryptography;
using System.Text;
using JumpingVpn.Protocol.Keys;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Client;

/// <summary>The client's side of a handshake with keys: one key pair, offered again and again until it is answered.</summary>
internal sealed class KeyOffer : IDisposable
{
    private readonly SessionMode _mode;
    private readonly PreSharedKey _preSharedKey;
    private readonly byte[] _nonce;
    private readonly byte[] _key;
    private readonly byte[] _client;
    private readonly byte[] _mac = [];

    public KeyOffer(
        SessionMode mode,
        ReadOnlySpan<byte> preSharedKey,
        ReadOnlySpan<byte> nonce,
        IEntropySource entropy,
        string? client = null
    )
    {
        _mode = mode;
        _preSharedKey = new PreSharedKey(preSharedKey);
        Exchange = new KeyExchange(_preSharedKey);
        _nonce = nonce.ToArray();
        _key = Exchange.Draw(entropy);
        _client = Encoding.ASCII.GetBytes(client ?? "");
        if (_preSharedKey.IsPresent)
        {
            _mac = new byte[MessageMac.TextLength];
            _preSharedKey.Invite(_nonce, _key, _client, _mac);
        }
    }

    /// <summary>The public key, as the request carries it.</summary>
    public ReadOnlySpan<byte> Key => _key;

    /// <summary>Whose pre-shared key it is, as the request carries it; empty for the one that all clients have.</summary>
    public ReadOnlySpan<byte> Client => _client;

    /// <summary>The MAC of the request; empty without a pre-shared key.</summary>
    public ReadOnlySpan<byte> Mac => _mac;

    /// <summary>The private key and everything derived from it, so that a test can see that it was wiped.</summary>
    public KeyExchange Exchange { get; }

    /// <summary>The client's copy of the pre-shared key.</summary>
    public PreSharedKey PreSharedKey => _preSharedKey;

    /// <summary>
    /// Agrees the session's keys with the sender of an answer. Null if the answer offers no key, which would make a session without keys,
    /// or does not confirm the same keys; the violation says which.
    /// </summary>
    public SessionKeys? TryAccept(in WireMessage answer, out ReasonCode violation)
    {
        violation = ReasonCode.Downgrade;
        if (!answer.Has(Members.Confirmed | Members.Nonce | Members.StateVersion))
        {
            return null;
        }

        violation = ReasonCode.BadMac;
        var transcript = new HandshakeTranscript
        {
            Mode = _mode,
            Id = answer.SessionId,
            StateVersion = answer.StateVersion,
            Nonce = _nonce,
            ServerNonce = answer.ServerNonce,
            ClientKey = _key,
            ServerKey = answer.Key,
        };
        return Exchange.TryConfirm(transcript, answer.Key, answer.Mac);
    }

    /// <summary>
    /// True if a cookie comes from a holder of the pre-shared key; compared in constant time. Without a pre-shared key, anybody may have
    /// sent it.
    /// </summary>
    public bool Admits(in WireMessage retry)
    {
        Span<byte> expected = stackalloc byte[MessageMac.TextLength];
        if (_preSharedKey.IsPresent)
        {
            _preSharedKey.Retry(_nonce, retry.Cookie, expected);
        }

        return !_preSharedKey.IsPresent || CryptographicOperations.FixedTimeEquals(expected, retry.Mac);
    }

    /// <summary>Releases the private key and the copy of the pre-shared key.</summary>
    public void Dispose()
    {
        Exchange.Wipe();
        _preSharedKey.Dispose();
    }
}
