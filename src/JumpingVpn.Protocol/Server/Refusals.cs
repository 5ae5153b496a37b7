using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Events;
using JumpingVpn.Protocol.Server.Limits;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Server;

/// <summary>
/// How a message is refused: an event, a count and an answer, and nothing else changes. Every refusal is charged to its source
/// first; where the
/// source has spent its share there is no event, and at most one answer a second.
/// </summary>
internal sealed class Refusals(ServerJournal journal, SourceGuard guard, AnswerWriter answers)
{
    /// <summary>Charges the datagram to its source, for which nothing has been computed yet, or to the session that it asks to move; where
    /// both are over
    /// their share, refuses.</summary>
    public bool Admits(in WireMessage message, Session? moving = null) => Admits(guard.Admit(moving), message);

    /// <summary>Charges what came for a session from where that is not bound, in the same way, but to the session's share of
    /// hints.</summary>
    public bool AdmitsStray(in WireMessage message, Session session) => Admits(guard.AdmitStray(session), message);

    /// <summary>Charges what is no message at all; it is met with silence, whether or not its source has spent its share.</summary>
    public void NoMessage()
    {
        guard.Charge();
        journal.Counters.Ignored++;
    }

    /// <summary>Emits an event that a refusal causes, unless there are too many of them.</summary>
    public void Log<T>(in T e)
        where T : struct, ISessionEvent
    {
        if (guard.MayLog(isViolation: e.Kind == SessionEventKind.SecurityEvent))
        {
            journal.Emit(e);
        }
    }

    /// <summary>Refuses what a client sends for a session that it holds.</summary>
    public void Owned(in WireMessage message, in TransportAddress from, in TransportAddress bound, RefusalCode code, ReasonCode reason)
    {
        if (Admits(message))
        {
            LogRejected(message.Type, message.SessionId, from, bound, code, reason);
            Answer(message, code, reason);
        }
    }

    /// <summary>Refuses a message that was charged before.</summary>
    public void Reattach(in WireMessage message, in TransportAddress from, RefusalCode code, ReasonCode reason, long stateVersion = 0)
    {
        LogRejected(message.Type, message.SessionId, from, bound: default, code, reason);
        Answer(message, code, reason, stateVersion);
    }

    /// <summary>Takes no notice of what only a server says, whoever sent it back: an answer to it could be answered by another server, for
    /// ever.</summary>
    public void Reflected(in TransportAddress from)
    {
        NoMessage();
        Log(new SecurityEvent(null, from, ReasonCode.ReflectedMessage));
    }

    /// <summary>Refuses a datagram whose members are not to be trusted; what comes back echoes those that the question has.</summary>
    public void Unread(in WireMessage question, in TransportAddress from, RefusalCode code, ReasonCode reason)
    {
        if (Admits(question))
        {
            LogRejected(question.Type, id: null, from, bound: default, code, reason);
            Answer(question, code, reason);
        }
    }

    /// <summary>Counts and answers; charge and event are the caller's.</summary>
    public void Answer(in WireMessage message, RefusalCode code, ReasonCode reason, long stateVersion = 0)
    {
        journal.Counters.CountRefusal(code);
        answers.Error(message, code, reason, stateVersion);
    }

    /// <summary>Emits the event that records a refusal, as the schema has it.</summary>
    private void LogRejected(
        MessageType type,
        SessionId? id,
        in TransportAddress from,
        in TransportAddress bound,
        RefusalCode code,
        ReasonCode reason
    )
    {
        switch (MessageSchema.Of(type).Recorded)
        {
            case RefusalRecord.DataRejected:
                Log(new DataRejected(id, from, bound, code, reason));
                break;
            case RefusalRecord.MessageRejected:
                Log(new MessageRejected(id, from, bound, code, reason));
                break;
            case RefusalRecord.ReattachRejected:
                Log(new ReattachRejected(id, from, code, reason));
                break;
            default:
                Log(new UnknownMessage(from, code, reason));
                break;
        }
    }

    private bool Admits(Admission admission, in WireMessage message)
    {
        if (admission == Admission.Admitted)
        {
            return true;
        }

        journal.Counters.CountRefusal(RefusalCode.RateLimited);
        if (admission == Admission.Refused)
        {
            answers.Error(message, RefusalCode.RateLimited, ReasonCode.RateLimited);
        }

        return false;
    }
}
