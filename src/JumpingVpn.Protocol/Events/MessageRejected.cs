using JumpingVpn.Datagrams;

namespace JumpingVpn.Protocol.Events;

/// <summary>A keepalive, an acknowledgement or an explicit end was refused.</summary>
/// <param name="SessionId">The session, where it is known.</param>
/// <param name="From">The sender's address.</param>
/// <param name="Bound">The binding that the sender does not have; the default address where no session is known.</param>
/// <param name="Code">The refusal's coarse code.</param>
/// <param name="Reason">The exact reason.</param>
public readonly record struct MessageRejected(
    SessionId? SessionId,
    TransportAddress From,
    TransportAddress Bound,
    RefusalCode Code,
    ReasonCode Reason
) : ISessionEvent
{
    /// <inheritdoc/>
    public SessionEventKind Kind => SessionEventKind.MessageRejected;

    void IAuditEvent.WriteMembers(EventMembers members) => members.Rejected(SessionId, From, Bound, Code, Reason);
}
