namespace JumpingVpn.Protocol;

/// <summary>Why a session changed its state: the reason codes of the transition table.</summary>
public enum TransitionReason
{
    /// <summary>No transition.</summary>
    None,

    /// <summary>The handshake was accepted.</summary>
    HandshakeOk,

    /// <summary>Loss, round-trip time or jitter was over its threshold for the volatility window.</summary>
    VolatilitySignal,

    /// <summary>The signals were back under their thresholds for the stability window.</summary>
    HealthRecovered,

    /// <summary>Still bad, and the policy forbids a switch now.</summary>
    QualityFloorViolation,

    /// <summary>The socket is closed, its binding is gone, or nothing came through in the loss window.</summary>
    TransportDead,

    /// <summary>A better transport is to be used.</summary>
    PreferredPathChanged,

    /// <summary>The reattach was accepted.</summary>
    TransportSwitchOk,

    /// <summary>The server refused the reattach in a way that a later attempt may overcome.</summary>
    ReattachRefused,

    /// <summary>No attempt to reattach was answered.</summary>
    RecoveryBoundsExceeded,

    /// <summary>The cooldown is over, or the application asks again.</summary>
    RecoveryRetry,

    /// <summary>The stability window was met.</summary>
    RecoveryComplete,

    /// <summary>More switches than the policy allows in its window.</summary>
    PolicyFlapLimit,

    /// <summary>Idle for the session's time to live.</summary>
    TtlSessionExpired,

    /// <summary>Older than a session may become.</summary>
    TtlLifetimeExpired,

    /// <summary>Nothing got through for the transport-loss time to live.</summary>
    TtlTransportLossExpired,

    /// <summary>The recovery took longer than it may.</summary>
    RecoveryWindowExceeded,

    /// <summary>The other side does not accept this session's credentials, or does not know the session.</summary>
    AuthFail,

    /// <summary>The policy ends the session.</summary>
    PolicyTermination,

    /// <summary>One side ended the session on purpose.</summary>
    ExplicitTermination,
}
