using JumpingVpn.Protocol.Events;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Client;

/// <summary>Handles the server's messages.</summary>
internal sealed class AnswerHandler(
    SessionLife life,
    ClientJournal journal,
    Establishment establishment,
    SpareSessions spares,
    Recovery recovery,
    PathTraffic traffic,
    DownlinkReceiver downlink
)
{
    /// <summary>Handles a trusted message; false if it answers nothing the client has asked.</summary>
    public bool TryTake(in WireMessage message) =>
        message.Type switch
        {
            MessageType.HandshakeAck when journal.State == SessionState.Birth => Answered(establishment.TryTake(message)),
            MessageType.HandshakeAck => journal.State != SessionState.Terminated && spares.TryEnd(message),
            MessageType.DataAck => TryAcknowledge(message),
            MessageType.ReattachAck => Answered(recovery.TryAccept(message)),
            MessageType.Error => TryHandleError(message),
            MessageType.HandshakeRetry => establishment.TryRetry(message),
            MessageType.PathChallenge => recovery.TryAnswer(message),
            MessageType.KeepaliveAck => TryAcknowledgeKeepalive(message),
            MessageType.Terminate => TryHandleTerminate(message),
            MessageType.Data => downlink.TryTake(message),
            _ => false,
        };

    private bool TryAcknowledge(in WireMessage message)
    {
        bool expected = IsOfLiveSession(message) && !message.Has(Members.Downlink);
        if (!expected || !traffic.TryAcknowledge(message, journal.Now, out long sequence))
        {
            return false;
        }

        journal.Emit(new DataRoundtrip(message.SessionId, sequence));
        return Answered(true);
    }

    private bool TryAcknowledgeKeepalive(in WireMessage message) =>
        Answered(journal.SessionId == message.SessionId && journal.IsBound && traffic.TryAcknowledgeKeepalive(message, journal.Now));

    private bool Answered(bool taken)
    {
        if (taken)
        {
            life.Answered();
        }

        return taken;
    }

    private bool TryHandleTerminate(in WireMessage message)
    {
        if (!IsOfLiveSession(message))
        {
            return false;
        }

        life.Terminate(SessionTrigger.ExplicitEnd, RefusalCode.None, Endings.ReasonOf(message));
        return true;
    }

    private bool TryHandleError(in WireMessage message)
    {
        journal.Counters.Errors++;
        if (journal.State == SessionState.Birth)
        {
            return establishment.TryNote(message);
        }

        RefusalEffect effect = recovery.Take(message);
        if (effect == RefusalEffect.EndsSession)
        {
            life.Terminate(Endings.TriggerOf(message.Reason), message.Code, message.Reason);
        }

        return effect != RefusalEffect.Ignored;
    }

    private bool IsOfLiveSession(in WireMessage message) =>
        journal.SessionId == message.SessionId && journal.State != SessionState.Terminated;
}
