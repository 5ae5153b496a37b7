namespace JumpingVpn.Protocol;

/// <summary>Where a session stands, on one side. The legal changes are in <see cref="TransitionTable"/>.</summary>
public enum SessionState
{
    /// <summary>The handshake has not been accepted yet.</summary>
    Birth,

    /// <summary>Bound to one transport, and healthy.</summary>
    Attached,

    /// <summary>Bound, but loss, round-trip time or jitter is over the policy's threshold.</summary>
    Volatile,

    /// <summary>Alive without a usable transport: a switch is not allowed now, was refused, or found no answer.</summary>
    Degraded,

    /// <summary>The transport is dead or to be left; proof is being, or waits to be, given from another one.</summary>
    Reattaching,

    /// <summary>A new transport is bound and has still to prove stable.</summary>
    Recovering,

    /// <summary>Over, finally: no binding, nothing accepted.</summary>
    Terminated,
}
