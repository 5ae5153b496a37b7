using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Server;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol;

/// <content>How a session is kept alive and how it ends: by its idle time to live, or on purpose.</content>
public sealed partial class SessionServer
{
    /// <summary>Ends a session on purpose, and tells its address so once where that address has shown that it holds the session.</summary>
    /// <param name="id">The session.</param>
    /// <param name="now">Protocol time.</param>
    /// <param name="reason">What the client is told, and the event says.</param>
    /// <returns>False where there is no live session of that id.</returns>
    public bool Terminate(SessionId id, TimeSpan now, ReasonCode reason = ReasonCode.SessionTerminated)
    {
        Advance(now);
        if (FindLive(id) is not { } session)
        {
            return false;
        }

        if (session.Confirmed)
        {
            _answers.Terminate(session.Binding, id, reason);
        }

        End(session, reason);
        return true;
    }

    private void HandleKeepalive(in WireMessage message, in TransportAddress from)
    {
        if (FindBound(message, from) is not { } session)
        {
            return;
        }

        if (message.Sequence > session.HighestKeepalive)
        {
            session.HighestKeepalive = message.Sequence;
            _sessions.Touch(session, _now);
            Counters.KeepalivesAccepted++;
            Emit(SessionEvent.KeepaliveAccepted(session.Id, from, message.Sequence));
        }

        _answers.KeepaliveAck(session.Id, message.Sequence);
    }

    private void HandleTerminate(in WireMessage message, in TransportAddress from)
    {
        if (FindBound(message, from) is { } session)
        {
            End(session, message.Reason == ReasonCode.None ? ReasonCode.SessionTerminated : message.Reason);
        }
    }

    /// <summary>The live session that the sender is bound to; where there is none, the message is refused here.</summary>
    private Session? FindBound(in WireMessage message, in TransportAddress from)
    {
        if (FindLive(message.SessionId) is not { } session)
        {
            ReasonCode reason = _tombstones.ReasonFor(message.SessionId);
            Emit(SessionEvent.MessageRejected(message.SessionId, from, default, RefusalCode.UnknownSession, reason));
            Refuse(RefusalCode.UnknownSession, reason, nonce: default);
            return null;
        }

        if (session.Binding != from)
        {
            Emit(SessionEvent.MessageRejected(
                session.Id, from, session.Binding, RefusalCode.WrongTransport, ReasonCode.WrongTransport));
            Refuse(RefusalCode.WrongTransport, ReasonCode.WrongTransport, nonce: default);
            return null;
        }

        return session;
    }

    private void End(Session session, ReasonCode reason)
    {
        Forget(session, ReasonCode.SessionTerminated);
        Counters.SessionsTerminated++;
        Fire(session, SessionTrigger.ExplicitEnd);
        Emit(SessionEvent.SessionTerminated(
            session.Id, _now - session.Created, session.Switches, TransitionReason.ExplicitTermination, RefusalCode.None, reason));
    }

    private Session? FindLive(SessionId id)
    {
        if (_sessions.Find(id) is not { } session)
        {
            return null;
        }

        if (_now - session.LastActivity >= _options.IdleTtl)
        {
            Expire(session, SessionTrigger.IdleTtlReached);
            return null;
        }

        if (_now - session.Created >= _options.MaximumLifetime)
        {
            Expire(session, SessionTrigger.LifetimeReached);
            return null;
        }

        return session;
    }

    /// <summary>Where both bounds are met, the idle one is the reason: it comes first in the protocol's order.</summary>
    private void ExpireDue(int atMost)
    {
        int left = atMost;
        for (; left > 0 && _sessions.MostIdle is { } idle && _now - idle.LastActivity >= _options.IdleTtl; left--)
        {
            Expire(idle, SessionTrigger.IdleTtlReached);
        }

        for (; left > 0 && _sessions.Oldest is { } oldest && _now - oldest.Created >= _options.MaximumLifetime; left--)
        {
            Expire(oldest, SessionTrigger.LifetimeReached);
        }
    }

    private void Expire(Session session, SessionTrigger trigger)
    {
        bool idle = trigger == SessionTrigger.IdleTtlReached;
        ReasonCode reason = idle ? ReasonCode.SessionExpired : ReasonCode.LifetimeExpired;
        Forget(session, reason);
        Counters.SessionsExpired++;
        Fire(session, trigger);
        Emit(SessionEvent.SessionExpired(session.Id, session.Binding, _now - session.Created, session.Switches) with
        {
            TransitionReason = idle ? TransitionReason.TtlSessionExpired : TransitionReason.TtlLifetimeExpired,
            Reason = reason,
        });
    }

    private void Forget(Session session, ReasonCode why)
    {
        _sessions.Remove(session);
        _tombstones.Add(session.Id, why);
        session.Nonces.Clear();
    }
}
