namespace JumpingVpn.Protocol;

/// <summary>One row of the transition table.</summary>
/// <param name="From">The state before.</param>
/// <param name="Trigger">What happened.</param>
/// <param name="To">The state after.</param>
/// <param name="Reason">The reason code that the <c>StateChange</c> event carries.</param>
public readonly record struct Transition(SessionState From, SessionTrigger Trigger, SessionState To, TransitionReason Reason);
