namespace JumpingVpn.Protocol.Events;

/// <summary>A message of this side's own is given up, because the path does not carry datagrams of its length, or because it was to be
/// sent once and nothing answered it; the session goes on.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="Sequence">The message's number.</param>
/// <param name="Reason">The exact reason.</param>
public readonly record struct DataFailed(SessionId SessionId, long Sequence, ReasonCode Reason) : ISessionEvent
{
    /// <inheritdoc/>
    public SessionEventKind Kind => SessionEventKind.DataFailed;

    SessionId? ISessionEvent.SessionId => SessionId;

    void IAuditEvent.WriteMembers(EventMembers members)
    {
        members.Session(SessionId);
        members.Number("seq", Sequence);
        members.Text("reason", CodeNames.Encoded(Reason));
    }
}
