using System.Security.Cryptography;
using JumpingVpn.Protocol.Keys;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Server;

/// <summary>The server's side of a handshake with keys.</summary>
internal sealed class KeyAgreement(SessionMode mode, ReadOnlySpan<byte> preSharedKey, IEntropySource entropy) : IDisposable
{
    private const int ServerNonceLength = 16;

    /// <summary>The server's copy of the pre-shared key.</summary>
    public PreSharedKey PreSharedKey { get; } = new(preSharedKey);

    /// <summary>What is wrong with a first message, seen at the cost of one hash at most; none where nothing is.</summary>
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

    /// <summary>Writes the code of a request to send the first message again; false where there is no pre-shared key to make it
    /// with.</summary>
    public bool TrySealRetry(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> cookie, Span<byte> mac)
    {
        if (PreSharedKey.IsPresent)
        {
            PreSharedKey.Retry(nonce, cookie, mac);
        }

        return PreSharedKey.IsPresent;
    }

    /// <summary>Agrees the keys of a session with a key pair made for it; null where the client's key is no point of the curve.</summary>
    public SessionKeys? TryAgree(in WireMessage request, SessionId id, long stateVersion)
    {
        Span<byte> shared = stackalloc byte[KeyExchange.SharedLength];
        using var exchange = new KeyExchange(entropy);
        if (!exchange.TryAgree(request.Key, shared))
        {
            return null;
        }

        Span<byte> random = stackalloc byte[ServerNonceLength];
        entropy.Fill(random);
        var nonce = new byte[2 * ServerNonceLength];
        Hex.EncodeLower(random, nonce);
        byte[] key = exchange.PublicKeyText();
        var transcript = new HandshakeTranscript
        {
            Mode = mode,
            Id = id,
            StateVersion = stateVersion,
            Nonce = request.Nonce,
            ServerNonce = nonce,
            ClientKey = request.Key,
            ServerKey = key,
        };
        Span<byte> secret = stackalloc byte[SessionKeys.KeyLength];
        KeySchedule.Derive(transcript, shared, PreSharedKey.Key, secret);
        var confirmation = new byte[MessageMac.TextLength];
        transcript.Confirm(secret, confirmation);
        var keys = new SessionKeys(secret) { Answer = new HandshakeAnswer(request.Key.ToArray(), key, nonce, stateVersion, confirmation) };
        CryptographicOperations.ZeroMemory(shared);
        CryptographicOperations.ZeroMemory(secret);
        return keys;
    }

    public void Dispose() => PreSharedKey.Dispose();
}
