using JumpingVpn.Datagrams;

namespace JumpingVpn.Protocol.Events;

/// <summary>The server's message was acknowledged for the first time.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="From">Where the client is.</param>
/// <param name="Sequence">The message's number.</param>
public readonly record struct DownlinkRoundtrip(SessionId SessionId, TransportAddress From, long Sequence) : ISessionEvent
{
    /// <inheritdoc/>
    public SessionEventKind Kind => SessionEventKind.DownlinkRoundtrip;

    SessionId? ISessionEvent.SessionId => SessionId;

    void IAuditEvent.WriteMembers(EventMembers members)
    {
        members.Session(SessionId);
        members.Address("transport", From);
        members.Number("seq", Sequence);
    }
}
