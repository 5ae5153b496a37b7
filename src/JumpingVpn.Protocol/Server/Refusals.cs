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
    public bool Admits(ReadOnlySpan<byte> nonce, Session? moving = null) => Admits(guard.Admit(moving), nonce);

    /// <summary>Charges what came for a session from where that is not bound, in the same way, but to the session's share of
    /// hints.</summary>
    public bool AdmitsStray(Session session) => Admits(guard.AdmitStray(session), nonce: default);

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
        if (Admits(nonce: default))
        {
            if (message.Type == MessageType.Data)
            {
                Log(new DataRejected(message.SessionId, from, bound, code, reason));
            }
            else
            {
                Log(new MessageRejected(message.SessionId, from, bound, code, reason));
            }

            Answer(code, reason, nonce: default);
        }
    }

    /// <summary>Refuses a message that was charged before.</summary>
    public void Reattach(in WireMessage message, in TransportAddress from, RefusalCode code, ReasonCode reason, long? stateVersion = null)
    {
        Log(new ReattachRejected(message.SessionId, from, code, reason));
        Answer(code, reason, message.Nonce, stateVersion, code == RefusalCode.UnknownSession ? message.SessionId : null);
    }

    /// <summary>Takes no notice of what only a server says, whoever sent it back: an answer to it could be answered by another server, for
    /// ever.</summary>
    public void Reflected(in TransportAddress from)
    {
        NoMessage();
        Log(new SecurityEvent(null, from, ReasonCode.ReflectedMessage));
    }

    /// <summary>Refuses a datagram whose members are not to be trusted.</summary>
    public void Unread(MessageType type, in TransportAddress from, RefusalCode code, ReasonCode reason)
    {
        if (!Admits(nonce: default))
        {
            return;
        }

        switch (type)
        {
            case MessageType.Data:
                Log(new DataRejected(null, from, default, code, reason));
                break;
            case MessageType.Keepalive or MessageType.Terminate or MessageType.DataAck:
                Log(new MessageRejected(null, from, default, code, reason));
                break;
            case MessageType.ReattachRequest or MessageType.PathResponse:
                Log(new ReattachRejected(null, from, code, reason));
                break;
            default:
                Log(new UnknownMessage(from, code, reason));
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

    private bool Admits(Admission admission, ReadOnlySpan<byte> nonce)
    {
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
}
