namespace JumpingVpn.Protocol;

/// <summary>What may happen to a session's state machine: the "on" column of the transition table.</summary>
public enum SessionTrigger
{
    /// <summary>The handshake was accepted.</summary>
    HandshakeAccepted,

    /// <summary>Loss, round-trip time or jitter stayed over the volatile threshold.</summary>
    QualityLost,

    /// <summary>The signals stayed under their thresholds.</summary>
    QualityRestored,

    /// <summary>Still bad while the policy forbids a switch.</summary>
    QualityFloorViolated,

    /// <summary>The transport is dead.</summary>
    TransportDied,

    /// <summary>A better path is preferred.</summary>
    BetterPathPreferred,

    /// <summary>The reattach was accepted.</summary>
    ReattachAccepted,

    /// <summary>The reattach was refused recoverably.</summary>
    ReattachRefused,

    /// <summary>All attempts to reattach went unanswered.</summary>
    ReattachUnanswered,

    /// <summary>The cooldown is over and there is a candidate to reattach from.</summary>
    RetryPossible,

    /// <summary>The stability window was met.</summary>
    StabilityMet,

    /// <summary>The switch rate is over its limit.</summary>
    FlapLimitReached,

    /// <summary>The idle time to live ran out.</summary>
    IdleTtlReached,

    /// <summary>The maximum lifetime ran out.</summary>
    LifetimeReached,

    /// <summary>The transport-loss time to live ran out.</summary>
    TransportLossTtlReached,

    /// <summary>The recovery window ran out.</summary>
    RecoveryWindowReached,

    /// <summary>The other side refused in a way that no attempt overcomes.</summary>
    FatalRefusal,

    /// <summary>The policy ends the session.</summary>
    PolicyEnd,

    /// <summary>An explicit end.</summary>
    ExplicitEnd,
}
