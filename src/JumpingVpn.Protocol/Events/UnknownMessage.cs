using JumpingVpn.Datagrams;

namespace JumpingVpn.Protocol.Events;

/// <summary>A message of an unknown type, or a handshake that could not be read.</summary>
/// <param name="From">The sender's address.</param>
/// <param name="Code">The refusal's coarse code.</param>
/// <param name="Reason">The exact reason.</param>
public readonly record struct UnknownMessage(TransportAddress From, RefusalCode Code, ReasonCode Reason) : ISessionEvent
{
    /// <inheritdoc/>
    public SessionEventKind Kind => SessionEventKind.UnknownMessage;

    SessionId? ISessionEvent.SessionId => null;

    void IAuditEvent.WriteMembers(EventMembers members)
    {
        members.Refusal(Reason);
        members.Address("from_addr", From);
    }
}
