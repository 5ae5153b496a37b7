namespace JumpingVpn.Protocol.Events;

/// <summary>One transition of the state machine.</summary>
/// <param name="SessionId">The session; null before there is one.</param>
/// <param name="Transition">The row of the table.</param>
/// <param name="StateVersion">The version after it, on the side that emits it.</param>
/// <param name="Code">The refusal behind it, if one is.</param>
public readonly record struct StateChange(SessionId? SessionId, Transition Transition, long StateVersion, RefusalCode Code) : ISessionEvent
{
    /// <summary>The state before.</summary>
    public SessionState From => Transition.From;

    /// <summary>The state after.</summary>
    public SessionState To => Transition.To;

    /// <summary>Why it changed.</summary>
    public TransitionReason Cause => Transition.Reason;

    /// <inheritdoc/>
    public SessionEventKind Kind => SessionEventKind.StateChange;

    void IAuditEvent.WriteMembers(EventMembers members)
    {
        members.Session(SessionId);
        members.Text("from", CodeNames.Encoded(From));
        members.Text("to", CodeNames.Encoded(To));
        members.Cause(Cause, Code);
        members.Number("state_version", StateVersion);
    }
}
