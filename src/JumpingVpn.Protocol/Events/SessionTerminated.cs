namespace JumpingVpn.Protocol.Events;

/// <summary>A session ended otherwise than by its time.</summary>
/// <param name="SessionId">The session; null if it never came to be.</param>
/// <param name="Lifetime">How long it had lived.</param>
/// <param name="Switches">How often it had switched its transport.</param>
/// <param name="Cause">Why its state changed.</param>
/// <param name="Code">The refusal that ended it, if one did.</param>
/// <param name="Reason">The exact reason.</param>
public readonly record struct SessionTerminated(
    SessionId? SessionId,
    TimeSpan Lifetime,
    int Switches,
    TransitionReason Cause,
    RefusalCode Code,
    ReasonCode Reason
) : ISessionEvent
{
    /// <inheritdoc/>
    public SessionEventKind Kind => SessionEventKind.SessionTerminated;

    void IAuditEvent.WriteMembers(EventMembers members)
    {
        members.Session(SessionId);
        members.Cause(Cause, Code);
        if (Code != RefusalCode.None)
        {
            members.Text("code", CodeNames.Encoded(Code));
        }

        if (Reason != ReasonCode.None)
        {
            members.Text("detail", CodeNames.Encoded(Reason));
        }

        members.Number("lifetime_ms", Lifetime.Ticks / TimeSpan.TicksPerMillisecond);
        members.Number("switches", Switches);
    }
}
