using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Events;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Server;

/// <summary>
/// Moves a session to the address that proves it and, if the policy requires it, has answered a challenge. A refusal changes nothing.
/// </summary>
internal sealed class ReattachHandler(ReattachCheck check, PathChallenges challenges, Switches switches, Races races, Responses responses)
{
    private readonly ServerJournal _journal = responses.Journal;
    private readonly Refusals _refusals = responses.Refusals;

    /// <summary>
    /// The protocol prescribes the order of these checks: each refusal tells no more than the sender has earned by passing the checks
    /// before it.
    /// </summary>
    /// <returns>The session if it has moved; otherwise null.</returns>
    public Session? HandleRequest(in WireMessage message, ref Request request)
    {
        if (check.Find(message, ref request, out ulong fingerprint) is not { } session)
        {
            return null;
        }

        if (session.Nonces.Contains(fingerprint))
        {
            HandleKnownNonce(session, message, ref request, fingerprint);
            return null;
        }

        long version = session.Machine.Version;
        if (message.Has(Members.StateVersion) && message.StateVersion != version)
        {
            _refusals.Reattach(message, ref request, RefusalCode.StaleStateVersion, ReasonCode.StaleStateVersion, version);
            return null;
        }

        if (!switches.Allow(session, message, ref request))
        {
            return null;
        }

        if (challenges.AreRequired)
        {
            Challenge(session, message, ref request, fingerprint);
            return null;
        }

        switches.Commit(session, message, ref request, fingerprint, hasAnswered: false);
        return session;
    }

    /// <summary>
    /// Handles a response to a challenge. That the challenge is ours shows that the request passed its checks. What may have changed since
    /// then is checked again.
    /// </summary>
    /// <returns>The session if that counts as hearing from its client; otherwise null.</returns>
    public Session? HandlePathResponse(in WireMessage message, ref Request request)
    {
        if (check.Find(message, ref request, out ulong fingerprint) is not { } session)
        {
            return null;
        }

        if (races.TryTake(session, message, ref request, session.Nonces.IsLatest(fingerprint), out Session? heard))
        {
            return heard;
        }

        if (session.Nonces.Contains(fingerprint))
        {
            HandleKnownNonce(session, message, ref request, fingerprint);
        }
        else if (!challenges.AreRequired || !challenges.IsAnsweredBy(message, session, request))
        {
            long version = session.Machine.Version;
            _refusals.Reattach(message, ref request, RefusalCode.PolicyDeny, ReasonCode.PathNotValidated, version);
        }
        else if (switches.Allow(session, message, ref request))
        {
            switches.Commit(session, message, ref request, fingerprint, hasAnswered: true);
            return session;
        }

        return null;
    }

    /// <summary>The very request that made the binding, from that very address, lost its acknowledgement; any other is a replay.</summary>
    private void HandleKnownNonce(Session session, in WireMessage message, ref Request request, ulong fingerprint)
    {
        if (session.Binding == request.From && session.Nonces.IsLatest(fingerprint))
        {
            _journal.Counters.Reacknowledged++;
            switches.Acknowledge(session, message.Nonce, request);
            return;
        }

        bool isRace = session.Path!.IsFresh(_journal.Now) && session.Nonces.IsLatest(fingerprint);
        if (isRace)
        {
            races.Note(session, message.Nonce, ref request);
        }
        else
        {
            _refusals.Log(ref request, new SecurityEvent(session.Id, request.From, ReasonCode.Replay));
        }

        ReasonCode reason = isRace && session.Keys is not null ? ReasonCode.Race : ReasonCode.Replay;
        _refusals.Reattach(message, ref request, RefusalCode.ReplayDetected, reason);
    }

    private void Challenge(Session session, in WireMessage message, ref Request request, ulong fingerprint)
    {
        session.Path ??= new SessionPath();
        if (session.Path.IsChallengedElsewhere(fingerprint, request.From, _journal.Now, out TransportAddress other))
        {
            _refusals.Log(ref request, new SecurityEvent(session.Id, request.From, ReasonCode.Race, other));
        }

        challenges.Ask(session, message.Nonce, request);
    }
}
