using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Server;

/// <summary>Keeps a session alive, or ends it, at the wish of the address it is bound to.</summary>
internal sealed class LivenessHandler(
    LiveSessions sessions, MessageAuthenticator authenticator, ServerJournal journal, Refusals refusals, AnswerWriter answers,
    Races races)
{
    public void HandleKeepalive(in WireMessage message, in TransportAddress from)
    {
        if (FindBound(message, from) is not { } session)
        {
            return;
        }

        if (message.Sequence > session.HighestKeepalive)
        {
            session.HighestKeepalive = message.Sequence;
            sessions.Touch(session);
            journal.Counters.KeepalivesAccepted++;
            journal.Emit(SessionEvent.KeepaliveAccepted(session.Id, from, message.Sequence));
        }

        answers.KeepaliveAck(session.Id, message.Sequence);
    }

    public void HandleTerminate(in WireMessage message, in TransportAddress from)
    {
        if (FindBound(message, from) is { } session)
        {
            sessions.End(session, message.Reason == ReasonCode.None ? ReasonCode.SessionTerminated : message.Reason);
        }
    }

    /// <summary>The live session that the sender holds and is bound to; where there is none, the message is refused here.</summary>
    private Session? FindBound(in WireMessage message, in TransportAddress from)
    {
        if (sessions.Find(message.SessionId) is not { } session)
        {
            refusals.Message(message.SessionId, from, default, RefusalCode.UnknownSession, sessions.WhyGone(message.SessionId));
            return null;
        }

        if (session.Binding != from && !refusals.Admits(nonce: default))
        {
            return null; // before anything is computed for it
        }

        if (!authenticator.IsAuthentic(session, message, from))
        {
            refusals.Message(session.Id, from, session.Binding, RefusalCode.BadMac, ReasonCode.BadMac);
            return null;
        }

        if (session.Binding != from)
        {
            bool isNew = message.Type == MessageType.Keepalive && message.Sequence > session.HighestKeepalive;
            if (!isNew || !races.TryCallBack(session, from))
            {
                ReasonCode reason = races.IsRival(session, from) ? ReasonCode.Race : ReasonCode.WrongTransport;
                refusals.Message(session.Id, from, session.Binding, RefusalCode.WrongTransport, reason);
            }

            return null;
        }

        answers.Credit(session);
        return session;
    }
}
