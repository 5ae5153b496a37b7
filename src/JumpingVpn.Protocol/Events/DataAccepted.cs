using JumpingVpn.Datagrams;

namespace JumpingVpn.Protocol.Events;

/// <summary>A client's message was delivered, once.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="From">The sender's address.</param>
/// <param name="Sequence">The message's number; 0 if the peer sends none.</param>
/// <param name="Payload">Its UTF-8, valid until the core's next <c>Handle…</c> call. Not written unless asked for.</param>
public readonly record struct DataAccepted(SessionId SessionId, TransportAddress From, long Sequence, ReadOnlyMemory<byte> Payload)
    : ISessionEvent
{
    /// <inheritdoc/>
    public SessionEventKind Kind => SessionEventKind.DataAccepted;

    SessionId? ISessionEvent.SessionId => SessionId;

    void IAuditEvent.WriteMembers(EventMembers members) => members.Accepted(SessionId, From, Sequence, Payload.Span);
}
