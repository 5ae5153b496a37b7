namespace JumpingVpn.Protocol.Events;

/// <summary>The client's attempt to reattach came to an end: accepted where code and reason are none.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="Code">The refusal's coarse code.</param>
/// <param name="Reason">The exact reason; <see cref="ReasonCode.NoAnswer"/> where nobody answered.</param>
public readonly record struct ReattachResult(SessionId SessionId, RefusalCode Code, ReasonCode Reason) : ISessionEvent
{
    /// <inheritdoc/>
    public SessionEventKind Kind => SessionEventKind.ReattachResult;

    SessionId? ISessionEvent.SessionId => SessionId;

    void IAuditEvent.WriteMembers(EventMembers members)
    {
        if (Reason == ReasonCode.NoAnswer)
        {
            members.Nothing("response");
            members.Text("reason", CodeNames.Encoded(Reason));
            return;
        }

        bool accepted = Code == RefusalCode.None && Reason == ReasonCode.None;
        members.Begin("response"); // the answer as an object, as the prototype prints what it received
        members.Text("type", CodeNames.Encoded(accepted ? MessageType.ReattachAck : MessageType.Error));
        if (!accepted)
        {
            members.Text("code", CodeNames.Encoded(Code));
            members.Refusal(Reason);
        }

        members.Session(SessionId);
        members.End();
    }
}
