using System.Text.Json;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Protocol.Events;

/// <summary>A handshake made a session.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="Transport">The address that it is bound to.</param>
/// <param name="Client">Whose pre-shared key opened it; null if no client has one of its own.</param>
public readonly record struct SessionCreated(SessionId SessionId, TransportAddress Transport, string? Client = null) : ISessionEvent
{
    /// <inheritdoc/>
    public SessionEventKind Kind => SessionEventKind.SessionCreated;

    SessionId? ISessionEvent.SessionId => SessionId;

    void IAuditEvent.WriteMembers(EventMembers members)
    {
        members.Session(SessionId);
        members.Address("transport", Transport);
        if (Client is not null)
        {
            members.Text("client", JsonEncodedText.Encode(Client));
        }
    }
}
