using JumpingVpn.Protocol.Events;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Server;

/// <summary>Keeps a session alive, or ends it, when the address that it is bound to asks for it.</summary>
internal sealed class LivenessHandler(LiveSessions sessions, OwnerCheck owners, Responses responses)
{
    private readonly ServerJournal _journal = responses.Journal;
    private readonly AnswerWriter _answers = responses.Answers;

    /// <summary>Answers; returns the session if that counts as hearing from its client.</summary>
    public Session? HandleKeepalive(in WireMessage message, ref Request request)
    {
        if (owners.Find(message, ref request, out _) is not { } session)
        {
            return null;
        }

        bool isNew = message.Sequence > session.HighestKeepalive;
        if (isNew)
        {
            session.HighestKeepalive = message.Sequence;
            sessions.Touch(session);
            _journal.Counters.KeepalivesAccepted++;
            _journal.Emit(new KeepaliveAccepted(session.Id, request.From, message.Sequence));
        }

        // Four bytes longer than the KEEPALIVE that it answers.
        _answers.Send(
            request,
            new WireMessage
            {
                Type = MessageType.KeepaliveAck,
                SessionId = session.Id,
                Sequence = message.Sequence,
            }
        );
        return isNew ? session : null;
    }

    public void HandleTerminate(in WireMessage message, ref Request request)
    {
        if (owners.Find(message, ref request, out _) is { } session)
        {
            sessions.End(session, message.Reason == ReasonCode.None ? ReasonCode.SessionTerminated : message.Reason);
        }
    }
}
