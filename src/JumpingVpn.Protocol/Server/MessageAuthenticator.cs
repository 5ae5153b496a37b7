using System.Security.Cryptography;
using JumpingVpn.Protocol.Events;
using JumpingVpn.Protocol.Keys;
using JumpingVpn.Protocol.Proof;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Server;

/// <summary>
/// Decides whether a message comes from the holder of its session. A session with its own keys is judged by those alone: the shared secret
/// of demo mode opens none of them.
/// </summary>
internal sealed class MessageAuthenticator : IDisposable
{
    private readonly ReattachProof? _shared;
    private readonly MessageMac _macs;
    private readonly Refusals _refusals;

    public MessageAuthenticator(ServerOptions options, MessageMac macs, Refusals refusals)
    {
        _shared = options.Mode == SessionMode.Demo ? new ReattachProof(options.SharedSecret.Span) : null;
        _macs = macs;
        _refusals = refusals;
    }

    /// <summary>Checks the proof of a request to reattach, and returns the key of its nonce.</summary>
    public bool HasProof(Session session, in WireMessage request, out ulong fingerprint)
    {
        if (session.Keys is { } keys)
        {
            return SessionProof.Verify(keys, session.Id, request.Nonce, request.Proof, out fingerprint);
        }

        fingerprint = 0;
        return _shared is not null && _shared.Verify(session.Id, request.Nonce, request.Proof, out fingerprint);
    }

    /// <summary>Checks the proof of a response to a path challenge, and returns the key of the nonce of the challenged request.</summary>
    public bool HasPathProof(Session session, in WireMessage response, out ulong fingerprint)
    {
        Span<byte> expected = stackalloc byte[ReattachProof.TextLength];
        Span<byte> request = stackalloc byte[ReattachProof.TextLength];
        if (session.Keys is { } keys)
        {
            SessionProof.WritePath(keys, session.Id, response.Challenge, expected);
            SessionProof.Verify(keys, session.Id, response.Nonce, request, out fingerprint);
        }
        else
        {
            _shared!.WritePath(session.Id, response.Challenge, expected); // without a shared secret, every session has keys
            _shared.Verify(session.Id, response.Nonce, request, out fingerprint);
        }

        return CryptographicOperations.FixedTimeEquals(expected, response.Proof);
    }

    /// <summary>
    /// Checks the MAC of a message. From then on its answers carry a MAC, too. Except for the proof, it comes before any other check of a
    /// live session, so that whoever cannot compute a MAC learns nothing else.
    /// </summary>
    /// <returns>False if the session has keys and the MAC is missing or wrong, which is a security event.</returns>
    public bool IsAuthentic(Session session, in WireMessage message, ref Request request)
    {
        if (session.Keys is not { } keys)
        {
            return true;
        }

        if (!_macs.Verify(keys, MacDirection.ToServer, session.Id, message))
        {
            _refusals.Log(ref request, new SecurityEvent(session.Id, request.From, ReasonCode.BadMac));
            return false;
        }

        keys.IsUsed = true; // the client has the keys, so it has received the answer to its handshake
        request.Authentic = session;
        return true;
    }

    public void Dispose() => _shared?.Dispose();
}
