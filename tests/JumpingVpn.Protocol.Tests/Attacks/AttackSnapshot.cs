namespace JumpingVpn.Protocol.Tests.Attacks;

/// <summary>The states, bindings and timers that no attack may change.</summary>
internal sealed record AttackSnapshot(
    SessionView Victim,
    SessionView Bystander,
    int SessionCount,
    TimeSpan? ServerDeadline,
    long Delivered,
    long Switches,
    SessionState ClientState,
    long ClientVersion,
    SessionId? ClientSession,
    TimeSpan? ClientDeadline,
    int Unacknowledged
)
{
    /// <summary>The same, without what a further session of somebody else's changes.</summary>
    public AttackSnapshot Without(bool newSessions) => newSessions ? this with { SessionCount = 0, ServerDeadline = null } : this;
}
