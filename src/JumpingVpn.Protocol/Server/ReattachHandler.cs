using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Server;

/// <summary>Moves a session to the address that proves it. A refusal changes nothing.</summary>
internal sealed class ReattachHandler(
    ServerOptions options, LiveSessions sessions, MessageAuthenticator authenticator, ServerJournal journal, Refusals refusals,
    AnswerWriter answers)
{
    /// <summary>The order of these checks is the protocol's: each refusal says no more than the checks before it have earned.</summary>
    public void Handle(in WireMessage message, in TransportAddress from)
    {
        SessionId id = message.SessionId;
        if (sessions.Find(id) is not { } session)
        {
            refusals.Reattach(message, from, RefusalCode.UnknownSession, sessions.WhyGone(id));
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

        if (session.Nonces.Count >= options.MaximumNonces)
        {
            journal.Emit(SessionEvent.PolicyEvent(id, ReasonCode.NonceMemoryFull, options.MaximumNonces, session.Nonces.Count + 1L));
            refusals.Reattach(message, from, RefusalCode.PolicyDeny, ReasonCode.NonceMemoryFull);
            return;
        }

        Commit(session, from, fingerprint);
        answers.Ack(MessageType.ReattachAck, id, session.Machine.Version, message.Nonce);
    }

    /// <summary>The very request that made the binding, from that very address, lost its acknowledgement; any other is a replay.</summary>
    private void HandleKnownNonce(Session session, in WireMessage message, in TransportAddress from, ulong fingerprint)
    {
        if (session.Binding == from && session.Nonces.IsLatest(fingerprint))
        {
            journal.Counters.Reacknowledged++;
            answers.Ack(MessageType.ReattachAck, session.Id, session.Machine.Version, message.Nonce);
            return;
        }

        journal.Emit(SessionEvent.SecurityEvent(session.Id, from, ReasonCode.Replay));
        refusals.Reattach(message, from, RefusalCode.ReplayDetected, ReasonCode.Replay);
    }

    private void Commit(Session session, in TransportAddress to, ulong fingerprint)
    {
        TransportAddress previous = session.Binding;
        session.Nonces.Add(fingerprint, options.MaximumNonces);
        session.Binding = to;
        session.Switches++;
        session.Machine.CountSwitch();
        sessions.Touch(session);
        journal.Counters.Switches++;
        journal.Emit(SessionEvent.TransportSwitch(session.Id, previous, to, session.Machine.Version));
    }
}
