using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol;

/// <content>What the server's refusals mean to the client.</content>
public sealed partial class SessionClient
{
    private bool TryHandleError(in WireMessage message)
    {
        Counters.Errors++;
        return State switch
        {
            SessionState.Birth => _handshake.TryNote(message),
            SessionState.Attached when message.Code == RefusalCode.UnknownType => _keepalive.TryGiveUp(),
            SessionState.Attached => TryRecoverFrom(message),
            SessionState.Reattaching => _reattach.IsActive && TryHandleReattachRefusal(message),
            _ => false,
        };
    }

    /// <summary>The server says that this transport, or the session, is not known to it. One reattach tells whether that is so.</summary>
    private bool TryRecoverFrom(in WireMessage error)
    {
        bool callsForReattach = error.Code is RefusalCode.WrongTransport or RefusalCode.UnknownSession;
        bool isLate = error.Has(Members.Mac) && !_data.IsInFlight(error.Sequence) && !_keepalive.IsInFlight(error.Sequence);
        if (!callsForReattach || isLate || !(_data.AnyInFlight || _keepalive.IsAwaiting) || _now < _errorsCountFrom)
        {
            return false;
        }

        BeginReattach(SessionTrigger.TransportDied);
        return true;
    }

    private bool TryHandleReattachRefusal(in WireMessage message)
    {
        if (!_reattach.IsAnsweredBy(message, _serverEchoesNonces))
        {
            return false;
        }

        switch (message.Code)
        {
            case RefusalCode.UnknownSession:
                EndRefused(message);
                return true;
            case RefusalCode.WrongTransport or RefusalCode.ServerFull:
                return false; // never an answer to a reattach
            case RefusalCode.ReplayDetected when _reattach.TryAskAgain(SessionId!.Value, null, _now):
                return true; // the same request reached the server from two addresses, as behind a rebinding NAT
            case RefusalCode.StaleStateVersion when message.Has(Members.StateVersion)
                && _reattach.TryAskAgain(SessionId!.Value, message.StateVersion, _now):
                return true; // an earlier request was accepted and its acknowledgement lost
            default:
                Conclude(ReattachStatus.Refused, message.Code, message.Reason);
                Fire(SessionTrigger.ReattachRefused, message.Code);
                return true;
        }
    }

    private void EndRefused(in WireMessage message)
    {
        Conclude(ReattachStatus.Refused, message.Code, message.Reason);
        SessionTrigger trigger = message.Reason switch
        {
            ReasonCode.SessionExpired => SessionTrigger.IdleTtlReached,
            ReasonCode.LifetimeExpired => SessionTrigger.LifetimeReached,
            ReasonCode.SessionTerminated => SessionTrigger.ExplicitEnd,
            _ => SessionTrigger.FatalRefusal,
        };
        Terminate(trigger, message.Code, message.Reason);
    }
}
