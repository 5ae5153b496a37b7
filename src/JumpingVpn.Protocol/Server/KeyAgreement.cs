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

    public KeyAgreement(SessionMode mode, ReadOnlySpan<byte> preSharedKey, IEntropySource entropy)
    {
        _mode = mode;
        _entropy = entropy;
        PreSharedKey = new PreSharedKey(preSharedKey);
        Exchange = new KeyExchange(PreSharedKey);
    }

    /// <summary>The server's copy of the pre-shared key.</summary>
    public PreSharedKey PreSharedKey { get; }

    /// <summary>The buffer that all agreements share, so that a test can see that it was wiped.</summary>
    public KeyExchange Exchange { get; }

    /// <summary>Checks a first message, at the cost of one hash at most; none if nothing is wrong.</summary>
    public RefusalCode Check(in WireMessage request, out ReasonCode reason)
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

        Span<byte> expected = stackalloc byte[MessageMac.TextLength];
        if (PreSharedKey.IsPresent)
        {
            PreSharedKey.Invite(request.Nonce, request.Key, expected);
            if (!CryptographicOperations.FixedTimeEquals(expected, request.Mac))
            {
                reason = ReasonCode.BadMac;
                return RefusalCode.BadMac;
            }
        }

        reason = ReasonCode.None;
        return RefusalCode.None;
    }

    /// <summary>
    /// Writes the MAC of a retry, which asks for the first message again; false if there is no pre-shared key to compute it with.
    /// </summary>
    public bool TrySealRetry(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> cookie, Span<byte> mac)
    {
        if (PreSharedKey.IsPresent)
        {
            PreSharedKey.Retry(nonce, cookie, mac);
        }

        return PreSharedKey.IsPresent;
    }

    /// <summary>Agrees the keys of a session with a fresh key pair; null if the client's key allows no agreement.</summary>
    /// <param name="request">The checked first message.</param>
    /// <param name="id">The session.</param>
    /// <param name="stateVersion">Its state version once it is created.</param>
    /// <param name="answer">What the client is told.</param>
    public SessionKeys? TryAgree(in WireMessage request, SessionId id, long stateVersion, out HandshakeAnswer? answer)
    {
        try
        {
            byte[] key = Exchange.Draw(_entropy);
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
            SessionKeys? keys = Exchange.TryAgree(transcript, request.Key, confirmation);
            answer = keys is null ? null : new HandshakeAnswer(request.Key.ToArray(), key, nonce, stateVersion, confirmation);
            return keys;
        }
        finally
        {
            Exchange.Wipe();
        }
    }

    public void Dispose() => PreSharedKey.Dispose();
}
