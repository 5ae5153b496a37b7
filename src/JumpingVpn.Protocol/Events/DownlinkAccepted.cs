using JumpingVpn.Datagrams;

namespace JumpingVpn.Protocol.Events;

/// <summary>The client takes a message of the server's, for the first time.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="Server">The server's address.</param>
/// <param name="Sequence">The message's number; 0 if the peer sends none.</param>
/// <param name="Payload">Its UTF-8, valid until the core's next <c>Handle…</c> call. Not written unless asked for.</param>
public readonly record struct DownlinkAccepted(SessionId SessionId, TransportAddress Server, long Sequence, ReadOnlyMemory<byte> Payload)
    : ISessionEvent
{
    /// <inheritdoc/>
    public SessionEventKind Kind => SessionEventKind.DownlinkAccepted;

    SessionId? ISessionEvent.SessionId => SessionId;

    void IAuditEvent.WriteMembers(EventMembers members) => members.Accepted(SessionId, Server, Sequence, Payload.Span);
}
