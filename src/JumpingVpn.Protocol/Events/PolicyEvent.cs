namespace JumpingVpn.Protocol.Events;

/// <summary>A bound of the policy was met.</summary>
/// <param name="SessionId">The session, where it is known.</param>
/// <param name="Reason">Which bound.</param>
/// <param name="Limit">The bound.</param>
/// <param name="Observed">What was observed against it.</param>
public readonly record struct PolicyEvent(SessionId? SessionId, ReasonCode Reason, long Limit, long Observed) : ISessionEvent
{
    /// <inheritdoc/>
    public SessionEventKind Kind => SessionEventKind.PolicyEvent;

    void IAuditEvent.WriteMembers(EventMembers members)
    {
        members.Session(SessionId);
        members.Text("reason", CodeNames.Encoded(Reason));
        members.Number("limit", Limit);
        members.Number("observed", Observed);
    }
}
