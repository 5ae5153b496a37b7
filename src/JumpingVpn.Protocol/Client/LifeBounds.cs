using JumpingVpn.Protocol.Delivery;

namespace JumpingVpn.Protocol.Client;

/// <summary>
/// The limits at which the client itself ends its session. Each counts from its own start and ends at the exact tick. If several end at
/// once, the first in the order of the members counts.
/// </summary>
internal sealed class LifeBounds(ClientOptions options)
{
    private TimeSpan _begun;
    private TimeSpan? _established;
    private TimeSpan? _answered;
    private TimeSpan? _lostSince;
    private TimeSpan? _recoveringSince;

    /// <summary>The earliest limit that is running.</summary>
    public TimeSpan? Next => Deadlines.Earliest(Deadlines.Earliest(IdleEnd, LifetimeEnd), LossEnd, RecoveryEnd);

    /// <summary>When the recovery runs out of time; null while there is none.</summary>
    public TimeSpan? RecoveryEnd => _recoveringSince + options.RecoveryWindow;

    private TimeSpan? IdleEnd => _answered + options.IdleTtl;

    private TimeSpan? LifetimeEnd => _established + options.MaximumLifetime;

    private TimeSpan? LossEnd => _lostSince + options.TransportLossTtl;

    /// <summary>Called when the first handshake is sent.</summary>
    public void Begin(TimeSpan now) => _begun = now;

    /// <summary>The age of the session; before it is established, the time since the first handshake.</summary>
    public TimeSpan Age(TimeSpan now) => now - (_established ?? _begun);

    /// <summary>Called when the session is established.</summary>
    public void Establish(TimeSpan now)
    {
        _established = now;
        _answered = now;
    }

    /// <summary>Called when the server has acknowledged something.</summary>
    public void Answered(TimeSpan now) => _answered = now;

    /// <summary>Called when the bound transport is lost or left. Only an accepted reattach ends that.</summary>
    public void LoseTransport(TimeSpan now) => _lostSince ??= now;

    /// <summary>Called when a transport is bound again.</summary>
    public void RegainTransport() => _lostSince = null;

    /// <summary>Called when a recovery begins or goes on.</summary>
    public void BeginRecovery(TimeSpan now) => _recoveringSince ??= now;

    /// <summary>Called when the recovery is over, or cannot go on without a transport.</summary>
    public void EndRecovery() => _recoveringSince = null;

    /// <summary>Which limit is reached now; null if none.</summary>
    public SessionTrigger? Exceeded(TimeSpan now) =>
        IdleEnd <= now ? SessionTrigger.IdleTtlReached
        : LifetimeEnd <= now ? SessionTrigger.LifetimeReached
        : LossEnd <= now ? SessionTrigger.TransportLossTtlReached
        : RecoveryEnd <= now ? SessionTrigger.RecoveryWindowReached
        : null;
}
