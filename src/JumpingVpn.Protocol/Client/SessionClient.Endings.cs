using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol;

/// <content>How the client keeps its session alive, and how it ends.</content>
public sealed partial class SessionClient
{
    /// <summary>
    /// Ends the session on purpose, and tells the server so once if there is a transport; the server is not waited for. What is not
    /// acknowledged yet is given up.
    /// </summary>
    /// <param name="now">Protocol time.</param>
    /// <param name="reason">What the server is told, and the event says.</param>
    /// <returns>False where the session is terminated already.</returns>
    public bool Terminate(TimeSpan now, ReasonCode reason = ReasonCode.SessionTerminated)
    {
        Advance(now);
        if (State == SessionState.Terminated)
        {
            return false;
        }

        _outbox.Clear();
        if (SessionId is { } id && !_awaitsTransport)
        {
            _outbox.Terminate(id, reason);
        }

        End(SessionTrigger.ExplicitEnd, RefusalCode.None, reason);
        return true;
    }

    private bool TryHandleTerminate(in WireMessage message)
    {
        if (SessionId != message.SessionId || State == SessionState.Terminated)
        {
            return false;
        }

        ReasonCode reason = message.Reason == ReasonCode.None ? ReasonCode.SessionTerminated : message.Reason;
        Terminate(SessionTrigger.ExplicitEnd, RefusalCode.None, reason);
        return true;
    }

    private bool TryAcknowledgeKeepalive(in WireMessage message)
    {
        bool expected = SessionId == message.SessionId && State == SessionState.Attached;
        if (!expected || !_keepalive.TryAcknowledge(message.Sequence, _now))
        {
            return false;
        }

        _keepalive.Restart(_now);
        return true;
    }

    private void PumpKeepalive()
    {
        if (State == SessionState.Attached)
        {
            _keepalive.Pump(SessionId!.Value, _now);
        }
    }

    private static TimeSpan? Earlier(TimeSpan? one, TimeSpan? other) => one is null || other < one ? other : one;

    private void Terminate(SessionTrigger trigger, RefusalCode code, ReasonCode reason)
    {
        _outbox.Clear();
        End(trigger, code, reason);
    }

    private void End(SessionTrigger trigger, RefusalCode code, ReasonCode reason)
    {
        _handshake.Stop();
        _reattach.End();
        _keepalive.Stop();
        if (Fire(trigger, code) is { } transition)
        {
            Emit(SessionEvent.SessionTerminated(SessionId, _now - _established, _switches, transition.Reason, code, reason));
        }

        ForgetSecrets(); // the end is final: nothing needs them any more
    }
}
