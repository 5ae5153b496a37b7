using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Events;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Server;

/// <summary>Keeps a session alive, or ends it, at the wish of the address it is bound to.</summary>
internal sealed class LivenessHandler(LiveSessions sessions, OwnerCheck owners, ServerJournal journal, AnswerWriter answers)
{
    public void HandleKeepalive(in WireMessage message, in TransportAddress from)
    {
        if (owners.Find(message, from, out _) is not { } session)
        {
            return;
        }

        if (message.Sequence > session.HighestKeepalive)
        {
            session.HighestKeepalive = message.Sequence;
            sessions.Touch(session);
            journal.Counters.KeepalivesAccepted++;
            journal.Emit(new KeepaliveAccepted(session.Id, from, message.Sequence));
        }

        // Four bytes longer than the KEEPALIVE it answers.
        answers.Send(
            new WireMessage
            {
                Type = MessageType.KeepaliveAck,
                SessionId = session.Id,
                Sequence = message.Sequence,
            }
        );
    }

    public void HandleTerminate(in WireMessage message, in TransportAddress from)
    {
        if (owners.Find(message, from, out _) is { } session)
        {
            sessions.End(session, message.Reason == ReasonCode.None ? ReasonCode.SessionTerminated : message.Reason);
        }
    }
}
