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
    /// <summary>The order of these checks is the protocol's: each refusal says no more than the checks before it have earned.</summary>
    public void HandleRequest(in WireMessage message, in TransportAddress from)
    {
        if (FindAdmitted(message, from) is not { } session)
        {
            return;
        }

        if (!authenticator.HasProof(session, message, out ulong fingerprint))
        {
            refusals.Reattach(message, from, RefusalCode.BadProof, ReasonCode.BadProof);
            return;
        }

        if (!authenticator.IsAuthentic(session, message, from))
        {
            refusals.Reattach(message, from, RefusalCode.BadMac, ReasonCode.BadMac);
            return;
        }

        if (session.Nonces.Contains(fingerprint))
        {
            HandleKnownNonce(session, message, from, fingerprint);
            return;
        }

        if (message.Has(Members.StateVersion) && message.StateVersion != session.Machine.Version)
        {
            refusals.Reattach(message, from, RefusalCode.StaleStateVersion, ReasonCode.StaleStateVersion, session.Machine.Version);
            return;
        }

        if (!AllowsSwitch(session, message, from))
        {
            return;
        }

        if (options.PathValidation)
        {
            Challenge(session, message, from, fingerprint);
            return;
        }

        Commit(session, message, from, fingerprint, hasAnswered: false);
    }

    /// <summary>
    /// The answer to a challenge. That the challenge is one of ours says that the request passed its checks; what may have changed
    /// since then is checked again.
    /// </summary>
    public void HandlePathResponse(in WireMessage message, in TransportAddress from)
    {
        if (FindAdmitted(message, from) is not { } session)
        {
            return;
        }

        if (!authenticator.HasPathProof(session, message, out ulong fingerprint))
        {
            refusals.Reattach(message, from, RefusalCode.BadProof, ReasonCode.BadProof);
            return;
        }

        if (!authenticator.IsAuthentic(session, message, from))
        {
            refusals.Reattach(message, from, RefusalCode.BadMac, ReasonCode.BadMac);
            return;
        }

        if (races.TryTake(session, message, from, session.Nonces.IsLatest(fingerprint)))
        {
            return;
        }

        if (session.Nonces.Contains(fingerprint))
        {
            HandleKnownNonce(session, message, from, fingerprint);
        }
        else if (!options.PathValidation || !paths.Verify(session, message.Nonce, from, journal.Now, message.Challenge))
        {
            refusals.Reattach(message, from, RefusalCode.PolicyDeny, ReasonCode.PathNotValidated, session.Machine.Version);
        }
        else if (AllowsSwitch(session, message, from))
        {
            Commit(session, message, from, fingerprint, hasAnswered: true);
        }
    }

    /// <summary>The session asked for, unless there is none or too much is asked; then the refusal is said. Looking it up costs no
    /// more than a datagram of DATA.</summary>
    private Session? FindAdmitted(in WireMessage message, in TransportAddress from)
    {
        Session? session = sessions.Find(message.SessionId);
        if (!refusals.Admits(message, session))
        {
            return null;
        }

        if (session is null)
        {
            refusals.Reattach(message, from, RefusalCode.UnknownSession, sessions.WhyGone(message.SessionId));
        }
        else if (session.Binding == from)
        {
            answers.Credit(session);
        }

        return session;
    }

    /// <summary>The very request that made the binding, from that very address, lost its acknowledgement; any other is a replay.</summary>
    private void HandleKnownNonce(Session session, in WireMessage message, in TransportAddress from, ulong fingerprint)
    {
        if (session.Binding == from && session.Nonces.IsLatest(fingerprint))
        {
            journal.Counters.Reacknowledged++;
            Acknowledge(session, message);
            return;
        }

        bool isRace = session.Path!.IsFresh(journal.Now) && session.Nonces.IsLatest(fingerprint);
        if (isRace)
        {
            races.Note(session, message.Nonce, from);
        }
        else
        {
            refusals.Log(new SecurityEvent(session.Id, from, ReasonCode.Replay));
        }

        ReasonCode reason = isRace && session.Keys is not null ? ReasonCode.Race : ReasonCode.Replay;
        refusals.Reattach(message, from, RefusalCode.ReplayDetected, reason);
    }

    /// <summary>Asks the policy; what it forbids is refused here.</summary>
    private bool AllowsSwitch(Session session, in WireMessage message, in TransportAddress from)
    {
        switch (session.Path?.Budget.Judge(options, journal.Now) ?? SwitchVerdict.Allowed)
        {
            case SwitchVerdict.CoolingDown:
                refusals.Reattach(message, from, RefusalCode.PolicyDeny, ReasonCode.SwitchCooldown);
                return false;
            case SwitchVerdict.TooMany:
                Deny(
                    session,
                    message,
                    from,
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
            Deny(session, message, from, ReasonCode.NonceMemoryFull, options.MaximumNonces, session.Nonces.Count + 1L);
            return false;
        }

        return true;
    }

    private void Deny(Session session, in WireMessage message, in TransportAddress from, ReasonCode reason, long limit, long observed)
    {
        refusals.Log(new PolicyEvent(session.Id, reason, limit, observed));
        refusals.Reattach(message, from, RefusalCode.PolicyDeny, reason);
    }

    private void Challenge(Session session, in WireMessage message, in TransportAddress to, ulong fingerprint)
    {
        session.Path ??= new SessionPath();
        if (session.Path.IsChallengedElsewhere(fingerprint, to, journal.Now, out TransportAddress other))
        {
            refusals.Log(new SecurityEvent(session.Id, to, ReasonCode.Race, other));
        }

        Span<byte> challenge = stackalloc byte[PathValidator.ChallengeLength];
        paths.Write(session, message.Nonce, to, journal.Now, challenge);
        journal.Counters.PathChallenges++;
        answers.SendWithinLimit(
            new WireMessage
            {
                Type = MessageType.PathChallenge,
                SessionId = session.Id,
                Nonce = message.Nonce,
                Challenge = challenge,
            }
        );
    }

    private void Commit(Session session, in WireMessage message, in TransportAddress to, ulong fingerprint, bool hasAnswered)
    {
        TransportAddress previous = session.Binding;
        session.Nonces.Add(fingerprint, options.MaximumNonces);
        SessionPath path = session.Path ??= new SessionPath();
        path.Adopt(isSame: previous == to, hasAnswered, isFree: false, journal.Now);
        path.Budget.Add(options, journal.Now);
        if (session.Keys is not null && path.WasRaced(fingerprint))
        {
            path.MakeFree();
        }

        answers.Credit(session);
        session.Binding = to;
        session.Switches++;
        session.Machine.CountSwitch();
        sessions.Touch(session);
        journal.Counters.Switches++;
        journal.Emit(new TransportSwitch(session.Id, previous, to, session.Machine.Version));
        Acknowledge(session, message);
    }

    private void Acknowledge(Session session, in WireMessage message) =>
        answers.SendWithinLimit(
            new WireMessage
            {
                Type = MessageType.ReattachAck,
                SessionId = session.Id,
                StateVersion = session.Machine.Version,
                Nonce = message.Nonce,
            }
        );
}
