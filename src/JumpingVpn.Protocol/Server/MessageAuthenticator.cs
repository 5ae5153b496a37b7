using System.Security.Cryptography;
using JumpingVpn.Protocol.Events;
using JumpingVpn.Protocol.Keys;
using JumpingVpn.Protocol.Proof;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Server;

/// <summary>
/// Says whether a message comes from the holder of its session. A session with keys of its own is judged by those and by nothing else: the
/// secret that all sessions of the demonstration share opens none of them.
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

    /// <summary>Checks the proof of a request to reattach, and gives what stands for its nonce.</summary>
    public bool HasProof(Session session, in WireMessage request, out ulong fingerprint)
    {
        if (session.Keys is { } keys)
        {
            return SessionProof.Verify(keys, session.Id, request.Nonce, request.Proof, out fingerprint);
        }

        fingerprint = 0;
        return _shared is not null && _shared.Verify(session.Id, request.Nonce, request.Proof, out fingerprint);
    }

    /// <summary>Checks the proof of a response to a path challenge, and gives what stands for the nonce of the request that was
    /// challenged.</summary>
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
            _shared!.WritePath(session.Id, response.Challenge, expected); // without a shared secret every session has keys
            _shared.Verify(session.Id, response.Nonce, request, out fingerprint);
        }

        return CryptographicOperations.FixedTimeEquals(expected, response.Proof);
    }

    /// <summary>
    /// Checks the code of a message, and has what is answered to it sealed from then on. It comes before any other check of a live
    /// session but the proof, so that whoever cannot make a code learns nothing but that.
    /// </summary>
    /// <returns>False where the session has keys and the code is missing or wrong, which is a security event.</returns>
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

        keys.IsUsed = true; // the client has the keys, so it has had the answer to its handshake
        request.Authentic = session;
        return true;
    }

    public void Dispose() => _shared?.Dispose();
}
