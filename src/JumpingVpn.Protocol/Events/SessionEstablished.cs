using JumpingVpn.Datagrams;

namespace JumpingVpn.Protocol.Events;

/// <summary>The client was given a session.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="Server">The server's address.</param>
public readonly record struct SessionEstablished(SessionId SessionId, TransportAddress Server) : ISessionEvent
{
    /// <inheritdoc/>
    public SessionEventKind Kind => SessionEventKind.SessionEstablished;

    SessionId? ISessionEvent.SessionId => SessionId;

    void IAuditEvent.WriteMembers(EventMembers members)
    {
        members.Session(SessionId);
        members.Address("transport", Server);
    }
}
