using JumpingVpn.Protocol.Delivery;

namespace JumpingVpn.Protocol.Client;

/// <summary>
/// The bounds at which the client ends its session by itself, each counted from its own instant and met at the very tick. Where
/// several are met at once, the first in the order of the members counts.
/// </summary>
internal sealed class LifeBounds(ClientOptions options)
{
    private TimeSpan _begun;
    private TimeSpan? _established;
    private TimeSpan? _answered;
    private TimeSpan? _lostSince;
    private TimeSpan? _recoveringSince;

    /// <summary>The earliest of all bounds that run.</summary>
    public TimeSpan? Next => Deadlines.Earliest(Deadlines.Earliest(IdleEnd, LifetimeEnd), LossEnd, RecoveryEnd);

    /// <summary>When the recovery has taken as long as it may; null while there is none.</summary>
    public TimeSpan? RecoveryEnd => _recoveringSince + options.RecoveryWindow;

    private TimeSpan? IdleEnd => _answered + options.IdleTtl;

    private TimeSpan? LifetimeEnd => _established + options.MaximumLifetime;

    private TimeSpan? LossEnd => _lostSince + options.TransportLossTtl;

    /// <summary>The first handshake is sent.</summary>
    public void Begin(TimeSpan now) => _begun = now;

    /// <summary>How old the session is; before it is established, for how long it was asked for.</summary>
    public TimeSpan Age(TimeSpan now) => now - (_established ?? _begun);

    /// <summary>The server has given the session.</summary>
    public void Establish(TimeSpan now)
    {
        _established = now;
        _answered = now;
    }

    /// <summary>The server acknowledged something.</summary>
    public void Answered(TimeSpan now) => _answered = now;

    /// <summary>The bound transport is lost, or left; only an accepted reattach ends that.</summary>
    public void LoseTransport(TimeSpan now) => _lostSince ??= now;

    /// <summary>A transport is bound again.</summary>
    public void RegainTransport() => _lostSince = null;

    /// <summary>A recovery begins, or goes on.</summary>
    public void BeginRecovery(TimeSpan now) => _recoveringSince ??= now;

    /// <summary>The recovery is over, or cannot go on for want of a transport.</summary>
    public void EndRecovery() => _recoveringSince = null;

    /// <summary>Which bound is met now; null for none.</summary>
    public SessionTrigger? Exceeded(TimeSpan now) =>
        IdleEnd <= now ? SessionTrigger.IdleTtlReached
        : LifetimeEnd <= now ? SessionTrigger.LifetimeReached
        : LossEnd <= now ? SessionTrigger.TransportLossTtlReached
        : RecoveryEnd <= now ? SessionTrigger.RecoveryWindowReached
        : null;
}
