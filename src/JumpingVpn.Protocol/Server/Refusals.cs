using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Server.Limits;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Server;

/// <summary>
/// How a message is refused: an event, a count and an answer, and nothing else changes. Every refusal is charged to its source first; where the
/// source has spent its share there is no event, and at most one answer a second.
/// </summary>
internal sealed class Refusals(ServerJournal journal, SourceGuard guard, AnswerWriter answers)
{
    /// <summary>Charges the datagram to its source, for which nothing has been computed yet, or to the session that it asks for; where both are over their
    /// share, refuses.</summary>
    public bool Admits(ReadOnlySpan<byte> nonce, Session? named = null)
    {
        Admission admission = guard.Admit(named);
        if (admission == Admission.Admitted)
        {
            return true;
        }

        journal.Counters.CountRefusal(RefusalCode.RateLimited);
        if (admission == Admission.Refused)
        {
            answers.Error(RefusalCode.RateLimited, ReasonCode.RateLimited, stateVersion: null, nonce);
        }

        return false;
    }

    /// <summary>Charges what is no message at all; it is met with silence, whether or not its source has spent its share.</summary>
    public void NoMessage()
    {
        guard.Charge();
        journal.Counters.Ignored++;
    }

    /// <summary>Emits an event that a refusal causes, unless there are too many of them.</summary>
    public void Log(in SessionEvent e)
    {
        if (guard.MayLog())
        {
            journal.Emit(e);
        }
    }

    public void Data(SessionId id, in TransportAddress from, in TransportAddress bound, RefusalCode code, ReasonCode reason)
    {
        if (Admits(nonce: default))
        {
            Log(SessionEvent.DataRejected(id, from, bound, code, reason));
            Answer(code, reason, nonce: default);
        }
    }

    /// <summary>Refuses a message that was charged before.</summary>
    public void Reattach(
        in WireMessage message, in TransportAddress from, RefusalCode code, ReasonCode reason, long? stateVersion = null)
    {
        Log(SessionEvent.ReattachRejected(message.SessionId, from, code, reason));
        Answer(code, reason, message.Nonce, stateVersion, code == RefusalCode.UnknownSession ? message.SessionId : null);
    }

    /// <summary>Refuses a message of the bound address's own, such as a keepalive, that came from elsewhere or for no session.</summary>
    public void Message(SessionId id, in TransportAddress from, in TransportAddress bound, RefusalCode code, ReasonCode reason)
    {
        if (Admits(nonce: default))
        {
            Log(SessionEvent.MessageRejected(id, from, bound, code, reason));
            Answer(code, reason, nonce: default);
        }
    }

    /// <summary>Refuses a datagram whose members are not to be trusted.</summary>
    public void Unread(MessageType type, in TransportAddress from, RefusalCode code, ReasonCode reason)
    {
        if (type == MessageType.Error)
        {
            journal.Counters.Ignored++; // an answer to an error could be answered by an error, for ever
            Log(SessionEvent.SecurityEvent(null, from, ReasonCode.ReflectedMessage));
            return;
        }

        if (!Admits(nonce: default))
        {
            return;
        }

        switch (type)
        {
            case MessageType.Data:
                Log(SessionEvent.DataRejected(null, from, default, code, reason));
                break;
            case MessageType.Keepalive or MessageType.Terminate:
                Log(SessionEvent.MessageRejected(null, from, default, code, reason));
                break;
            case MessageType.ReattachRequest or MessageType.PathResponse:
                Log(SessionEvent.ReattachRejected(null, from, code, reason));
                break;
            default:
                Log(SessionEvent.UnknownMessage(from, code, reason));
                break;
        }

        Answer(code, reason, nonce: default);
    }

    /// <summary>Counts and answers; charge and event are the caller's.</summary>
    public void Answer(RefusalCode code, ReasonCode reason, ReadOnlySpan<byte> nonce, long? stateVersion = null, SessionId? unknown = null)
    {
        journal.Counters.CountRefusal(code);
        answers.Error(code, reason, stateVersion, nonce, unknown);
    }
}
