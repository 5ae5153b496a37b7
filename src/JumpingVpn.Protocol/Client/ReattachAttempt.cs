using JumpingVpn.Protocol.Delivery;
using JumpingVpn.Protocol.Proof;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Client;

/// <summary>
/// One attempt to reattach: the same request, sent again until it is answered, and a fresh nonce where the server has seen the
/// last one or told another state version. All of it shares one budget of transmissions, so no forger can prolong it.
/// </summary>
internal sealed class ReattachAttempt(ClientOptions options, IEntropySource entropy, ClientSecrets secrets, ClientOutbox outbox)
{
    // For each thing that the server has accepted: whoever forges challenges in the mode that has no keys shall not do better.
    private const int MaximumResponses = 16;

    private readonly byte[] _nonce = new byte[NonceSource.TextLength];
    private readonly byte[] _proof = new byte[ReattachProof.TextLength];
    private RetransmissionTimer _timer;
    private long? _stateVersion;
    private int _responses;
    private int _racesOfRequest;
    private int _refusedOfRequest;
    private int _responsesOfRequest;

    /// <summary>True while an answer is waited for.</summary>
    public bool IsActive { get; private set; }

    public TimeSpan? Deadline => _timer.Deadline;

    /// <summary>Begins anew, whatever was under way.</summary>
    public void Begin(SessionId id, long? stateVersion, TimeSpan now)
    {
        IsActive = true;
        _timer = default;
        _stateVersion = stateVersion;
        _responses = 0;
        SendFresh(id, now);
    }

    /// <summary>Asks again with a fresh nonce; false where the budget is spent.</summary>
    public bool TryAskAgain(SessionId id, long? stateVersion, TimeSpan now)
    {
        if (_timer.Attempts >= options.ReattachAttempts)
        {
            return false;
        }

        _stateVersion = stateVersion ?? _stateVersion;
        SendFresh(id, now);
        return true;
    }

    /// <summary>Sends the same request again if it is due; false where the budget is spent.</summary>
    public bool TryPump(SessionId id, TimeSpan now)
    {
        if (!_timer.IsDue(now))
        {
            return true;
        }

        if (_timer.Attempts >= options.ReattachAttempts)
        {
            return false;
        }

        Send(id, now);
        return true;
    }

    /// <summary>
    /// True where an answer belongs to the present request. A server that echoes nonces always names the request it
    /// answers, which nobody can forge without seeing it; a prototype's answer names none and is taken as it comes.
    /// </summary>
    public bool IsAnsweredBy(in WireMessage answer, bool serverEchoesNonces) =>
        answer.Has(Members.Nonce) ? answer.Nonce.SequenceEqual(_nonce) : !serverEchoesNonces;

    /// <summary>Answers a challenge to the latest request, or, on a bound path, to none; false for another one, or where too many were
    /// answered. What is lost on the way is asked for again by the request's own retransmission, or by the server.</summary>
    public bool TryAnswer(in WireMessage challenge, bool isBound)
    {
        bool isOfRequest = (IsActive || isBound) && challenge.Nonce.SequenceEqual(_nonce);
        bool expected = isOfRequest || (isBound && challenge.Nonce.SequenceEqual(NonceSource.NoRequest));
        if (!expected || _responses == MaximumResponses)
        {
            return false;
        }

        _responses++;
        _responsesOfRequest += isOfRequest ? 1 : 0;
        Span<byte> pathProof = stackalloc byte[ReattachProof.TextLength];
        secrets.ProvePath(challenge.SessionId, challenge.Challenge, pathProof);
        outbox.Send(
            new WireMessage
            {
                Type = MessageType.PathResponse,
                SessionId = challenge.SessionId,
                Nonce = challenge.Nonce,
                Challenge = challenge.Challenge,
                Proof = pathProof,
            }
        );
        return true;
    }

    /// <summary>The server says that the request came from another address, too; true where it has asked both for an answer and has had
    /// this side's, so that the request is still under way.</summary>
    public bool IsRacing() => ++_racesOfRequest <= _responsesOfRequest;

    /// <summary>The server refuses an answer to a challenge; true where another one is under way: who relays a challenge to
    /// another address has had one, too.</summary>
    public bool IsAnsweredOnceMore() => ++_refusedOfRequest < _responsesOfRequest;

    /// <summary>The server has accepted something.</summary>
    public void Accepted() => _responses = 0;

    public void End()
    {
        IsActive = false;
        _timer.Stop();
    }

    private void SendFresh(SessionId id, TimeSpan now)
    {
        (_racesOfRequest, _refusedOfRequest, _responsesOfRequest) = (0, 0, 0);
        NonceSource.Fill(entropy, _nonce);
        secrets.Prove(id, _nonce, _proof);
        Send(id, now);
    }

    private void Send(SessionId id, TimeSpan now)
    {
        outbox.Send(
            new WireMessage
            {
                Type = MessageType.ReattachRequest,
                SessionId = id,
                Nonce = _nonce,
                Proof = _proof,
                StateVersion = _stateVersion ?? 0,
            }
        );
        _timer.Sent(now, options.FirstRetransmission, options.MaximumRetransmission, entropy);
    }
}
