using JumpingVpn.Protocol.Delivery;
using JumpingVpn.Protocol.Proof;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Client;

/// <summary>
/// One attempt to reattach: the same request, sent again until it is answered. It takes a fresh nonce if the server has seen the last one,
/// or has told another state version. One budget of transmissions covers all of it, so a forger cannot prolong it.
/// </summary>
internal sealed class ReattachAttempt(ClientOptions options, IEntropySource entropy, ClientSecrets secrets, ClientOutbox outbox)
{
    // For each message that the server has accepted, so that forged challenges in demo mode, which has no keys, gain nothing.
    private const int MaximumResponses = 16;

    private readonly byte[] _nonce = new byte[NonceSource.TextLength];
    private readonly byte[] _proof = new byte[ReattachProof.TextLength];
    private RetransmissionTimer _timer;
    private long? _stateVersion;
    private int _responses;
    private int _racesOfRequest;
    private int _refusedOfRequest;
    private int _responsesOfRequest;

    /// <summary>True while the request waits for an answer.</summary>
    public bool IsActive { get; private set; }

    public TimeSpan? Deadline => _timer.Deadline;

    /// <summary>Starts again, whatever was under way.</summary>
    public void Begin(SessionId id, long? stateVersion, TimeSpan now)
    {
        IsActive = true;
        _timer = default;
        _stateVersion = stateVersion;
        _responses = 0;
        SendFresh(id, now);
    }

    /// <summary>Sends a request with a fresh nonce; false if the budget is used up.</summary>
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

    /// <summary>Sends the same request again if it is due; false if the budget is used up.</summary>
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
    /// True if an answer belongs to the current request. A server that echoes nonces always names the request that it answers, which nobody
    /// can forge without seeing it. The prototype's answers name none and are always accepted.
    /// </summary>
    public bool IsAnsweredBy(in WireMessage answer, bool serverEchoesNonces) =>
        answer.Has(Members.Nonce) ? answer.Nonce.SequenceEqual(_nonce) : !serverEchoesNonces;

    /// <summary>
    /// Answers a challenge to the latest request or, on a bound path, one that belongs to no request. False for any other, or if too many
    /// were answered. A lost answer is replaced when the request is sent again, or when the server asks again.
    /// </summary>
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

    /// <summary>
    /// The server says that the request came from another address, too. True if it has challenged both and has this side's response, so
    /// that the request is still under way.
    /// </summary>
    public bool IsRacing() => ++_racesOfRequest <= _responsesOfRequest;

    /// <summary>
    /// The server refuses a response to a challenge. True if another response is under way, because whoever relays a challenge meant for
    /// another address was challenged, too.
    /// </summary>
    public bool IsAnsweredOnceMore() => ++_refusedOfRequest < _responsesOfRequest;

    /// <summary>Called when the server has accepted something.</summary>
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
