using JumpingVpn.Datagrams;

namespace JumpingVpn.Protocol.Events;

/// <summary>What one source sent in a second beyond what is judged, or logged one by one.</summary>
/// <param name="From">One address of the source.</param>
/// <param name="Limit">How many of its datagrams are judged in a second.</param>
/// <param name="Count">How many were not judged, or refused without their own event.</param>
public readonly record struct RateLimited(TransportAddress From, long Limit, long Count) : ISessionEvent
{
    /// <inheritdoc/>
    public SessionEventKind Kind => SessionEventKind.RateLimited;

    SessionId? ISessionEvent.SessionId => null;

    void IAuditEvent.WriteMembers(EventMembers members)
    {
        members.Refusal(ReasonCode.RateLimited);
        members.Address("from_addr", From);
        members.Number("limit", Limit);
        members.Number("count", Count);
    }
}
