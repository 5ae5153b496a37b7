using JumpingVpn.Datagrams;

namespace JumpingVpn.Protocol.Events;

/// <summary>Something that only an attack or a defect explains.</summary>
/// <param name="SessionId">The session, where it is known.</param>
/// <param name="From">The sender's address.</param>
/// <param name="Violation">What it is.</param>
/// <param name="Other">In a race, the other address that the request came from, which was first; the default address elsewhere.</param>
public readonly record struct SecurityEvent(
    SessionId? SessionId,
    TransportAddress From,
    ReasonCode Violation,
    TransportAddress Other = default
) : ISessionEvent
{
    /// <inheritdoc/>
    public SessionEventKind Kind => SessionEventKind.SecurityEvent;

    void IAuditEvent.WriteMembers(EventMembers members)
    {
        members.Session(SessionId);
        members.Text("violation", CodeNames.Encoded(Violation));
        members.Address("from_addr", From);
        if (Violation == ReasonCode.Race)
        {
            members.Address("other_addr", Other);
        }
    }
}
