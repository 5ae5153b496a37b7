using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Server;

/// <summary>How a message is refused: an event, a count and an answer, and nothing else changes.</summary>
internal sealed class Refusals(ServerJournal journal, AnswerWriter answers)
{
    public void Data(SessionId id, in TransportAddress from, in TransportAddress bound, RefusalCode code, ReasonCode reason)
    {
        journal.Emit(SessionEvent.DataRejected(id, from, bound, code, reason));
        Answer(code, reason, nonce: default);
    }

    public void Reattach(
        in WireMessage message, in TransportAddress from, RefusalCode code, ReasonCode reason, long? stateVersion = null)
    {
        journal.Emit(SessionEvent.ReattachRejected(message.SessionId, from, code, reason));
        Answer(code, reason, message.Nonce, stateVersion);
    }

    /// <summary>Refuses a message of the bound address's own, such as a keepalive, that came from elsewhere or for no session.</summary>
    public void Message(SessionId id, in TransportAddress from, in TransportAddress bound, RefusalCode code, ReasonCode reason)
    {
        journal.Emit(SessionEvent.MessageRejected(id, from, bound, code, reason));
        Answer(code, reason, nonce: default);
    }

    /// <summary>Refuses a datagram whose members are not to be trusted.</summary>
    public void Unread(MessageType type, in TransportAddress from, RefusalCode code, ReasonCode reason)
    {
        switch (type)
        {
            case MessageType.Error:
                journal.Counters.Ignored++; // an answer to an error could be answered by an error, for ever
                journal.Emit(SessionEvent.SecurityEvent(null, from, ReasonCode.ReflectedMessage));
                return;
            case MessageType.Data:
                journal.Emit(SessionEvent.DataRejected(null, from, default, code, reason));
                break;
            case MessageType.Keepalive or MessageType.Terminate:
                journal.Emit(SessionEvent.MessageRejected(null, from, default, code, reason));
                break;
            case MessageType.ReattachRequest:
                journal.Emit(SessionEvent.ReattachRejected(null, from, code, reason));
                break;
            default:
                journal.Emit(SessionEvent.UnknownMessage(from, code, reason));
                break;
        }

        Answer(code, reason, nonce: default);
    }

    /// <summary>Counts and answers; the event is the caller's.</summary>
    public void Answer(RefusalCode code, ReasonCode reason, ReadOnlySpan<byte> nonce, long? stateVersion = null)
    {
        journal.Counters.CountRefusal(code);
        answers.Error(code, reason, stateVersion, nonce);
    }
}
