using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Events;
using JumpingVpn.Protocol.Server.Limits;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Server;

/// <summary>
/// Refuses messages: with an event, a count and an answer; nothing else changes. Each refusal is charged to its source first. If the source
/// has used up its share, there is no event, and at most one answer a second.
/// </summary>
internal sealed class Refusals(ServerJournal journal, SourceGuard guard, AnswerWriter answers)
{
    /// <summary>
    /// Charges the datagram, before any computation for it, to its source, or to the session that it asks to move. Refuses if both have
    /// used up their shares.
    /// </summary>
    public bool Admits(in WireMessage message, ref Request request, Session? moving = null) =>
        Admits(guard.Admit(ref request, moving), message, request);

    /// <summary>
    /// Charges a datagram for a session that came from an address to which the session is not bound: in the same way, but to the session's
    /// share of hints.
    /// </summary>
    public bool AdmitsStray(in WireMessage message, ref Request request, Session session) =>
        Admits(guard.AdmitStray(ref request, session), message, request);

    /// <summary>Charges a datagram that is not a message. It is never answered, whether or not its source has used up its share.</summary>
    public void NoMessage(ref Request request)
    {
        guard.Charge(ref request);
        journal.Counters.Ignored++;
    }

    /// <summary>Emits an event that a refusal causes, unless there are too many.</summary>
    public void Log<T>(ref Request request, in T e)
        where T : struct, ISessionEvent
    {
        if (guard.MayLog(ref request, isViolation: e.Kind == SessionEventKind.SecurityEvent))
        {
            journal.Emit(e);
        }
    }

    /// <summary>Refuses a message that a client sends for a session it holds.</summary>
    public void Owned(in WireMessage message, ref Request request, in TransportAddress bound, RefusalCode code, ReasonCode reason)
    {
        if (Admits(message, ref request))
        {
            LogRejected(message.Type, message.SessionId, ref request, bound, code, reason);
            Answer(message, ref request, code, reason);
        }
    }

    /// <summary>Refuses a message that is already charged.</summary>
    public void Reattach(in WireMessage message, ref Request request, RefusalCode code, ReasonCode reason, long stateVersion = 0)
    {
        LogRejected(message.Type, message.SessionId, ref request, bound: default, code, reason);
        Answer(message, ref request, code, reason, stateVersion);
    }

    /// <summary>Ignores a message that only a server sends: an answer to it could be answered by another server, endlessly.</summary>
    public void Reflected(ref Request request)
    {
        NoMessage(ref request);
        Log(ref request, new SecurityEvent(null, request.From, ReasonCode.ReflectedMessage));
    }

    /// <summary>Refuses a datagram whose members cannot be trusted. The answer echoes those that it has.</summary>
    public void Unread(in WireMessage question, ref Request request, RefusalCode code, ReasonCode reason)
    {
        if (Admits(question, ref request))
        {
            LogRejected(question.Type, id: null, ref request, bound: default, code, reason);
            Answer(question, ref request, code, reason);
        }
    }

    /// <summary>Counts and answers; the caller charges and emits the event.</summary>
    public void Answer(in WireMessage message, ref Request request, RefusalCode code, ReasonCode reason, long stateVersion = 0)
    {
        journal.Counters.CountRefusal(code);
        answers.Error(request, message, code, reason, stateVersion);
    }

    /// <summary>Emits the event that the schema prescribes for a refusal.</summary>
    private void LogRejected(
        MessageType type,
        SessionId? id,
        ref Request request,
        in TransportAddress bound,
        RefusalCode code,
        ReasonCode reason
    )
    {
        switch (MessageSchema.Of(type).Recorded)
        {
            case RefusalRecord.DataRejected:
                Log(ref request, new DataRejected(id, request.From, bound, code, reason));
                break;
            case RefusalRecord.MessageRejected:
                Log(ref request, new MessageRejected(id, request.From, bound, code, reason));
                break;
            case RefusalRecord.ReattachRejected:
                Log(ref request, new ReattachRejected(id, request.From, code, reason));
                break;
            default:
                Log(ref request, new UnknownMessage(request.From, code, reason));
                break;
        }
    }

    private bool Admits(Admission admission, in WireMessage message, in Request request)
    {
        if (admission == Admission.Admitted)
        {
            return true;
        }

        journal.Counters.CountRefusal(RefusalCode.RateLimited);
        if (admission == Admission.Refused)
        {
            answers.Error(request, message, RefusalCode.RateLimited, ReasonCode.RateLimited);
        }

        return false;
    }
}
