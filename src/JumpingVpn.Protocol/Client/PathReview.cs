using JumpingVpn.Protocol.Client.Health;
using JumpingVpn.Protocol.Delivery;

namespace JumpingVpn.Protocol.Client;

/// <summary>
/// Decides what the traffic says about the bound path, in the protocol's order: first a dead transport, then quality, then stability.
/// </summary>
internal sealed class PathReview(ClientOptions options, ClientJournal journal, LifeBounds bounds, PathTraffic traffic, Recovery recovery)
{
    /// <summary>When the passing of time alone changes something.</summary>
    public TimeSpan? NextDeadline => journal.IsBound ? Deadlines.Earliest(traffic.DeadAt, NextChange) : null;

    private HealthMonitor Health => traffic.Health;

    private TimeSpan? NextChange =>
        journal.State switch
        {
            SessionState.Attached => Health.VolatileAt,
            SessionState.Volatile => Deadlines.Earliest(FloorAt, RestoredAt),
            SessionState.Recovering => StableAt,
            _ => null,
        };

    // Still bad: for as long again as it took to become volatile.
    private TimeSpan? FloorAt => Deadlines.Latest(Health.BelowFloorAt, journal.ChangedAt + options.VolatilityWindow);

    private TimeSpan StableAt => (Health.LastBad > journal.ChangedAt ? Health.LastBad.Value : journal.ChangedAt) + options.StabilityWindow;

    // Silence does not show health: while something is outstanding, an answer must have come since the last bad signal.
    private TimeSpan? RestoredAt =>
        !traffic.AnyOutstanding || Health.LastBad is null || Health.LastAnswered > Health.LastBad ? StableAt : null;

    /// <summary>Ends a recovery that was stable before its window ended, even if the clock says so late.</summary>
    public void CatchUp()
    {
        if (journal.State == SessionState.Recovering && StableAt <= journal.Now && StableAt < bounds.RecoveryEnd)
        {
            bounds.EndRecovery();
        }
    }

    /// <summary>Changes the state as far as it can change now.</summary>
    public void Run()
    {
        Health.Judge(journal.Now);
        while (journal.IsBound && TryMove()) { }
    }

    private bool TryMove()
    {
        TimeSpan now = journal.Now;
        if (traffic.DeadAt <= now)
        {
            recovery.TryBegin(SessionTrigger.TransportDied);
            return false;
        }

        switch (journal.State)
        {
            case SessionState.Attached when Health.VolatileAt <= now:
            case SessionState.Recovering when Health.IsBad:
                bounds.EndRecovery();
                journal.Fire(SessionTrigger.QualityLost);
                return true;
            case SessionState.Volatile when FloorAt <= now:
                recovery.Degrade();
                return false;
            case SessionState.Volatile when RestoredAt <= now:
                Health.BeginProbation();
                bounds.BeginRecovery(now);
                journal.Fire(SessionTrigger.QualityRestored);
                return true;
            case SessionState.Recovering when StableAt <= now:
                bounds.EndRecovery();
                journal.Fire(SessionTrigger.StabilityMet);
                return true;
            default:
                return false;
        }
    }
}
