using JumpingVpn.Datagrams;

namespace JumpingVpn.Protocol.Events;

/// <summary>Data was refused.</summary>
/// <param name="SessionId">The session, where it is known.</param>
/// <param name="From">The sender's address.</param>
/// <param name="Bound">The binding that the sender does not have; the default address where no session is known.</param>
/// <param name="Code">The refusal's coarse code.</param>
/// <param name="Reason">The exact reason.</param>
public readonly record struct DataRejected(
    SessionId? SessionId,
    TransportAddress From,
    TransportAddress Bound,
    RefusalCode Code,
    ReasonCode Reason
) : ISessionEvent
{
    /// <inheritdoc/>
    public SessionEventKind Kind => SessionEventKind.DataRejected;

    void IAuditEvent.WriteMembers(EventMembers members) => members.Rejected(SessionId, From, Bound, Code, Reason);
}
