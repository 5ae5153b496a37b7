using JumpingVpn.Datagrams;

namespace JumpingVpn.Protocol.Events;

/// <summary>A reattach was refused.</summary>
/// <param name="SessionId">The session, where it is known.</param>
/// <param name="From">The sender's address.</param>
/// <param name="Code">The refusal's coarse code.</param>
/// <param name="Reason">The exact reason.</param>
public readonly record struct ReattachRejected(SessionId? SessionId, TransportAddress From, RefusalCode Code, ReasonCode Reason)
    : ISessionEvent
{
    /// <inheritdoc/>
    public SessionEventKind Kind => SessionEventKind.ReattachRejected;

    void IAuditEvent.WriteMembers(EventMembers members)
    {
        members.Refusal(Reason);
        members.Session(SessionId);
        members.Address("from_addr", From);
    }
}
