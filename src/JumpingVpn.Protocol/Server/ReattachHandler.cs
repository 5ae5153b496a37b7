using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Events;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Server;

/// <summary>
/// Moves a session to the address that proves it, and, where the policy asks for it, has answered a challenge. A refusal changes nothing.
/// </summary>
internal sealed class ReattachHandler(
    ServerOptions options,
    PathValidator paths,
    LiveSessions sessions,
    MessageAuthenticator authenticator,
    ServerJournal journal,
    Refusals refusals,
    AnswerWriter answers,
    Races races
)
{
    /// <summary>Takes other limits.</summary>
    public void Limit(ServerOptions limits) => options = limits;

    /// <summary>The order of these checks is the protocol's: each refusal says no more than the checks before it have earned.</summary>
    /// <returns>The session where it has moved; null elsewhere.</returns>
    public Session? HandleRequest(in WireMessage message, ref Request request)
    {
        if (FindAdmitted(message, ref request) is not { } session)
        {
            return null;
        }

        if (!authenticator.HasProof(session, message, out ulong fingerprint))
        {
            refusals.Reattach(message, ref request, RefusalCode.BadProof, ReasonCode.BadProof);
            return null;
        }

        if (!authenticator.IsAuthentic(session, message, ref request))
        {
            refusals.Reattach(message, ref request, RefusalCode.BadMac, ReasonCode.BadMac);
            return null;
        }

        if (session.Nonces.Contains(fingerprint))
        {
            HandleKnownNonce(session, message, ref request, fingerprint);
            return null;
        }

        if (message.Has(Members.StateVersion) && message.StateVersion != session.Machine.Version)
        {
            refusals.Reattach(message, ref request, RefusalCode.StaleStateVersion, ReasonCode.StaleStateVersion, session.Machine.Version);
            return null;
        }

        if (!AllowsSwitch(session, message, ref request))
        {
            return null;
        }

        if (options.PathValidation)
        {
            Challenge(session, message, ref request, fingerprint);
            return null;
        }

        Commit(session, message, ref request, fingerprint, hasAnswered: false);
        return session;
    }

    /// <summary>
    /// The answer to a challenge. That the challenge is one of ours says that the request passed its checks; what may have changed
    /// since then is checked again.
    /// </summary>
    /// <returns>The session where that counts as heard of; null elsewhere.</returns>
    public Session? HandlePathResponse(in WireMessage message, ref Request request)
    {
        if (FindAdmitted(message, ref request) is not { } session)
        {
            return null;
        }

        if (!authenticator.HasPathProof(session, message, out ulong fingerprint))
        {
            refusals.Reattach(message, ref request, RefusalCode.BadProof, ReasonCode.BadProof);
            return null;
        }

        if (!authenticator.IsAuthentic(session, message, ref request))
        {
            refusals.Reattach(message, ref request, RefusalCode.BadMac, ReasonCode.BadMac);
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
        else if (!options.PathValidation || !paths.Verify(session, message.Nonce, request.From, journal.Now, message.Challenge))
        {
            refusals.Reattach(message, ref request, RefusalCode.PolicyDeny, ReasonCode.PathNotValidated, session.Machine.Version);
        }
        else if (AllowsSwitch(session, message, ref request))
        {
            Commit(session, message, ref request, fingerprint, hasAnswered: true);
            return session;
        }

        return null;
    }

    /// <summary>The session asked for, unless there is none or too much is asked; then the refusal is said. Looking it up costs no
    /// more than a datagram of DATA.</summary>
    private Session? FindAdmitted(in WireMessage message, ref Request request)
    {
        Session? session = sessions.Find(message.SessionId);
        if (!refusals.Admits(message, ref request, session))
        {
            return null;
        }

        if (session is null)
        {
            refusals.Reattach(message, ref request, RefusalCode.UnknownSession, sessions.WhyGone(message.SessionId));
        }
        else if (session.Binding == request.From)
        {
            AnswerWriter.Credit(session, ref request);
        }

        return session;
    }

    /// <summary>The very request that made the binding, from that very address, lost its acknowledgement; any other is a replay.</summary>
    private void HandleKnownNonce(Session session, in WireMessage message, ref Request request, ulong fingerprint)
    {
        if (session.Binding == request.From && session.Nonces.IsLatest(fingerprint))
        {
            journal.Counters.Reacknowledged++;
            Acknowledge(session, message, request);
            return;
        }

        bool isRace = session.Path!.IsFresh(journal.Now) && session.Nonces.IsLatest(fingerprint);
        if (isRace)
        {
            races.Note(session, message.Nonce, ref request);
        }
        else
        {
            refusals.Log(ref request, new SecurityEvent(session.Id, request.From, ReasonCode.Replay));
        }

        ReasonCode reason = isRace && session.Keys is not null ? ReasonCode.Race : ReasonCode.Replay;
        refusals.Reattach(message, ref request, RefusalCode.ReplayDetected, reason);
    }

    /// <summary>Asks the policy; what it forbids is refused here.</summary>
    private bool AllowsSwitch(Session session, in WireMessage message, ref Request request)
    {
        switch (session.Path?.Budget.Judge(options, journal.Now) ?? SwitchVerdict.Allowed)
        {
            case SwitchVerdict.CoolingDown:
                refusals.Reattach(message, ref request, RefusalCode.PolicyDeny, ReasonCode.SwitchCooldown);
                return false;
            case SwitchVerdict.TooMany:
                Deny(
                    session,
                    message,
                    ref request,
                    ReasonCode.SwitchRate,
                    options.MaximumSwitchesPerMinute,
                    options.MaximumSwitchesPerMinute + 1L
                );
                return false;
            default:
                break;
        }

        if (session.Nonces.Count >= options.MaximumNonces)
        {
            Deny(session, message, ref request, ReasonCode.NonceMemoryFull, options.MaximumNonces, session.Nonces.Count + 1L);
            return false;
        }

        return true;
    }

    private void Deny(Session session, in WireMessage message, ref Request request, ReasonCode reason, long limit, long observed)
    {
        refusals.Log(ref request, new PolicyEvent(session.Id, reason, limit, observed));
        refusals.Reattach(message, ref request, RefusalCode.PolicyDeny, reason);
    }

    private void Challenge(Session session, in WireMessage message, ref Request request, ulong fingerprint)
    {
        session.Path ??= new SessionPath();
        if (session.Path.IsChallengedElsewhere(fingerprint, request.From, journal.Now, out TransportAddress other))
        {
            refusals.Log(ref request, new SecurityEvent(session.Id, request.From, ReasonCode.Race, other));
        }

        Span<byte> challenge = stackalloc byte[PathValidator.ChallengeLength];
        paths.Write(session, message.Nonce, request.From, journal.Now, challenge);
        journal.Counters.PathChallenges++;
        answers.SendWithinLimit(
            request,
            new WireMessage
            {
                Type = MessageType.PathChallenge,
                SessionId = session.Id,
                Nonce = message.Nonce,
                Challenge = challenge,
            }
        );
    }

    private void Commit(Session session, in WireMessage message, ref Request request, ulong fingerprint, bool hasAnswered)
    {
        TransportAddress previous = session.Binding;
        TimeSpan silence = journal.Now - session.LastActivity;
        session.Nonces.Add(fingerprint, options.MaximumNonces);
        SessionPath path = session.Path ??= new SessionPath();
        path.Adopt(isSame: previous == request.From, hasAnswered, isFree: false, journal.Now);
        path.Budget.Add(options, journal.Now);
        if (session.Keys is not null && path.WasRaced(fingerprint))
        {
            path.MakeFree();
        }

        AnswerWriter.Credit(session, ref request);
        session.Binding = request.From;
        session.Switches++;
        session.Machine.CountSwitch();
        sessions.Touch(session);
        journal.Counters.Switches++;
        journal.Emit(new TransportSwitch(session.Id, previous, request.From, session.Machine.Version) { Silence = silence });
        Acknowledge(session, message, request);
    }

    private void Acknowledge(Session session, in WireMessage message, in Request request) =>
        answers.SendWithinLimit(
            request,
            new WireMessage
            {
                Type = MessageType.ReattachAck,
                SessionId = session.Id,
                StateVersion = session.Machine.Version,
                Nonce = message.Nonce,
            }
        );
}
