namespace JumpingVpn.Protocol.Events;

/// <summary>The client's message was acknowledged for the first time.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="Sequence">The message's number.</param>
public readonly record struct DataRoundtrip(SessionId SessionId, long Sequence) : ISessionEvent
{
    /// <inheritdoc/>
    public SessionEventKind Kind => SessionEventKind.DataRoundtrip;

    SessionId? ISessionEvent.SessionId => SessionId;

    void IAuditEvent.WriteMembers(EventMembers members)
    {
        members.Number("seq", Sequence);
        members.Text("ack", CodeNames.Encoded(MessageType.DataAck));
        members.Session(SessionId);
    }
}
