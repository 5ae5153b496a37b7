using JumpingVpn.Datagrams;

namespace JumpingVpn.Protocol.Events;

/// <summary>A keepalive with a number not seen before restarted the idle time to live.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="From">The sender's address.</param>
/// <param name="Sequence">The keepalive's number.</param>
public readonly record struct KeepaliveAccepted(SessionId SessionId, TransportAddress From, long Sequence) : ISessionEvent
{
    /// <inheritdoc/>
    public SessionEventKind Kind => SessionEventKind.KeepaliveAccepted;

    SessionId? ISessionEvent.SessionId => SessionId;

    void IAuditEvent.WriteMembers(EventMembers members)
    {
        members.Session(SessionId);
        members.Address("transport", From);
        members.Number("seq", Sequence);
    }
}
