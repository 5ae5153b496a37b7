using JumpingVpn.Datagrams;

namespace JumpingVpn.Protocol.Events;

/// <summary>The client has another transport.</summary>
/// <param name="Local">Its address.</param>
public readonly record struct NewTransportCreated(TransportAddress Local) : ISessionEvent
{
    /// <inheritdoc/>
    public SessionEventKind Kind => SessionEventKind.NewTransportCreated;

    SessionId? ISessionEvent.SessionId => null;

    void IAuditEvent.WriteMembers(EventMembers members)
    {
        members.Address("local", Local);
    }
}
