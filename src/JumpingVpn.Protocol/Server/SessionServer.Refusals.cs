using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol;

/// <content>How a message is refused: an event, a count and an answer, and nothing else changes.</content>
public sealed partial class SessionServer
{
    private void RefuseData(SessionId id, in TransportAddress from, in TransportAddress bound, RefusalCode code, ReasonCode reason)
    {
        Emit(SessionEvent.DataRejected(id, from, bound, code, reason));
        Refuse(code, reason, nonce: default);
    }

    private void RefuseReattach(
        in WireMessage message, in TransportAddress from, RefusalCode code, ReasonCode reason, long? stateVersion = null)
    {
        Emit(SessionEvent.ReattachRejected(message.SessionId, from, code, reason));
        Refuse(code, reason, message.Nonce, stateVersion);
    }

    private void RefuseUnread(MessageType type, in TransportAddress from, RefusalCode code, ReasonCode reason)
    {
        switch (type)
        {
            case MessageType.Error:
                Counters.Ignored++; // an answer to an error could be answered by an error, for ever
                Emit(SessionEvent.SecurityEvent(null, from, ReasonCode.ReflectedMessage));
                return;
            case MessageType.Data:
                Emit(SessionEvent.DataRejected(null, from, default, code, reason));
                break;
            case MessageType.Keepalive or MessageType.Terminate:
                Emit(SessionEvent.MessageRejected(null, from, default, code, reason));
                break;
            case MessageType.ReattachRequest:
                Emit(SessionEvent.ReattachRejected(null, from, code, reason));
                break;
            default:
                Emit(SessionEvent.UnknownMessage(from, code, reason));
                break;
        }

        Refuse(code, reason, nonce: default);
    }

    private void Refuse(RefusalCode code, ReasonCode reason, ReadOnlySpan<byte> nonce, long? stateVersion = null)
    {
        Counters.CountRefusal(code);
        _answers.Error(code, reason, stateVersion, nonce);
    }
}
