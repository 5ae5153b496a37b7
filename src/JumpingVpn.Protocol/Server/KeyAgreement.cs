using System.Security.Cryptography;
using JumpingVpn.Protocol.Keys;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Server;

/// <summary>The server's side of a handshake with keys.</summary>
internal sealed class KeyAgreement : IDisposable
{
    private const int ServerNonceLength = 16;

    private readonly SessionMode _mode;
    private readonly IEntropySource _entropy;
    private HeldKey _common;
    private KeyRing _ring;
    private HeldKey _used;

    public KeyAgreement(SessionMode mode, ReadOnlySpan<byte> preSharedKey, IEntropySource entropy)
        : this(mode, preSharedKey, [], entropy) { }

    public KeyAgreement(SessionMode mode, ReadOnlySpan<byte> preSharedKey, IReadOnlyList<ClientKey> keys, IEntropySource entropy)
    {
        _mode = mode;
        _entropy = entropy;
        _common = new HeldKey(null, preSharedKey, validUntil: null);
        _ring = new KeyRing(keys);
        _used = _common;
    }

    /// <summary>The server's copy of the pre-shared key that all clients have.</summary>
    public PreSharedKey PreSharedKey => _common.PreSharedKey;

    /// <summary>The keys of single clients.</summary>
    public KeyRing Ring => _ring;

    /// <summary>The buffer that all agreements with that key share, so that a test can see that it was wiped.</summary>
    public KeyExchange Exchange => _common.Exchange;

    /// <summary>Takes other keys for all handshakes to come, and wipes those that it had.</summary>
    public void Replace(ReadOnlySpan<byte> preSharedKey, IReadOnlyList<ClientKey> keys)
    {
        Dispose();
        _common = new HeldKey(null, preSharedKey, validUntil: null);
        _ring = new KeyRing(keys);
        _used = _common;
    }

    /// <summary>What is wrong with a first message, seen at the cost of one hash for each key that the client has; none if nothing is,
    /// and the key that it was made with is used for the answer.</summary>
    public RefusalCode Check(in WireMessage request, TimeSpan now, out ReasonCode reason)
    {
        if (!request.Has(Members.Key))
        {
            reason = ReasonCode.KeyRequired;
            return RefusalCode.PolicyDeny;
        }

        if (!request.Has(Members.Nonce))
        {
            reason = ReasonCode.Malformed;
            return RefusalCode.Malformed;
        }

        if (_mode == SessionMode.Psk && !TryFindKey(request, now))
        {
            reason = ReasonCode.BadMac;
            return RefusalCode.BadMac;
        }

        reason = ReasonCode.None;
        return RefusalCode.None;
    }

    /// <summary>
    /// Writes the MAC of a retry, which asks for the first message again; false if there is no pre-shared key to compute it with.
    /// </summary>
    public bool TrySealRetry(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> cookie, Span<byte> mac)
    {
        PreSharedKey used = _used.PreSharedKey;
        if (used.IsPresent)
        {
            used.Retry(nonce, cookie, mac);
        }

        return used.IsPresent;
    }

    /// <summary>Agrees the keys of a session with a fresh key pair; null if the client's key allows no agreement.</summary>
    /// <param name="request">The checked first message.</param>
    /// <param name="id">The session.</param>
    /// <param name="stateVersion">Its state version once it is created.</param>
    /// <param name="answer">What the client is told.</param>
    public SessionKeys? TryAgree(in WireMessage request, SessionId id, long stateVersion, out HandshakeAnswer? answer)
    {
        KeyExchange exchange = _used.Exchange;
        try
        {
            byte[] key = exchange.Draw(_entropy);
            Span<byte> random = stackalloc byte[ServerNonceLength];
            _entropy.Fill(random);
            byte[] nonce = new byte[2 * ServerNonceLength];
            Hex.EncodeLower(random, nonce);
            var transcript = new HandshakeTranscript
            {
                Mode = _mode,
                Id = id,
                StateVersion = stateVersion,
                Nonce = request.Nonce,
                ServerNonce = nonce,
                ClientKey = request.Key,
                ServerKey = key,
            };
            byte[] confirmation = new byte[MessageMac.TextLength];
            SessionKeys? keys = exchange.TryAgree(transcript, request.Key, confirmation, _used.Client);
            answer = keys is null ? null : new HandshakeAnswer(request.Key.ToArray(), key, nonce, stateVersion, confirmation);
            return keys;
        }
        finally
        {
            exchange.Wipe();
        }
    }

    public void Dispose()
    {
        _common.Dispose();
        _ring.Dispose();
    }

    private bool TryFindKey(in WireMessage request, TimeSpan now)
    {
        IReadOnlyList<HeldKey> keys = request.Has(Members.Client) ? _ring.Of(request.Client) : [_common];
        foreach (HeldKey key in keys)
        {
            if (key.PreSharedKey.IsPresent && key.IsValidAt(now) && IsMadeWith(key.PreSharedKey, request))
            {
                _used = key;
                return true;
            }
        }

        return false;
    }

    private static bool IsMadeWith(PreSharedKey key, in WireMessage request)
    {
        Span<byte> expected = stackalloc byte[MessageMac.TextLength];
        key.Invite(request.Nonce, request.Key, request.Client, expected);
        return CryptographicOperations.FixedTimeEquals(expected, request.Mac);
    }
}
