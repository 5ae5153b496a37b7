namespace JumpingVpn.Protocol;

/// <summary>
/// The state machine as data: every legal transition, in one table for both sides. What is not in it is forbidden.
/// Terminated has no row: it is final.
/// </summary>
public static class TransitionTable
{
    private static readonly int Triggers = Enum.GetValues<SessionTrigger>().Length;
    private static readonly Transition[] Rows = Build();
    private static readonly int[] Index = BuildIndex();

    /// <summary>All rows, in the order of the documentation.</summary>
    public static IReadOnlyList<Transition> All { get; } = Array.AsReadOnly(Rows);

    /// <summary>Looks a transition up; false if the table has none.</summary>
    public static bool TryFind(SessionState from, SessionTrigger trigger, out Transition transition)
    {
        int row = Index[((int)from * Triggers) + (int)trigger];
        transition = row < 0 ? default : Rows[row];
        return row >= 0;
    }

    private static Transition[] Build()
    {
        List<Transition> rows =
        [
            new(SessionState.Birth, SessionTrigger.HandshakeAccepted, SessionState.Attached, TransitionReason.HandshakeOk),
            new(SessionState.Attached, SessionTrigger.QualityLost, SessionState.Volatile, TransitionReason.VolatilitySignal),
            new(SessionState.Volatile, SessionTrigger.QualityRestored, SessionState.Recovering, TransitionReason.HealthRecovered),
            new(SessionState.Volatile, SessionTrigger.QualityFloorViolated, SessionState.Degraded, TransitionReason.QualityFloorViolation),
        ];
        foreach (SessionState from in (ReadOnlySpan<SessionState>)[SessionState.Attached, SessionState.Volatile, SessionState.Degraded])
        {
            rows.Add(new(from, SessionTrigger.TransportDied, SessionState.Reattaching, TransitionReason.TransportDead));
            rows.Add(new(from, SessionTrigger.BetterPathPreferred, SessionState.Reattaching, TransitionReason.PreferredPathChanged));
        }

        rows.AddRange([
            new(SessionState.Reattaching, SessionTrigger.ReattachAccepted, SessionState.Recovering, TransitionReason.TransportSwitchOk),
            new(SessionState.Reattaching, SessionTrigger.ReattachRefused, SessionState.Degraded, TransitionReason.ReattachRefused),
            new(
                SessionState.Reattaching,
                SessionTrigger.ReattachUnanswered,
                SessionState.Degraded,
                TransitionReason.RecoveryBoundsExceeded
            ),
            new(SessionState.Degraded, SessionTrigger.RetryPossible, SessionState.Reattaching, TransitionReason.RecoveryRetry),
            new(SessionState.Recovering, SessionTrigger.StabilityMet, SessionState.Attached, TransitionReason.RecoveryComplete),
            new(SessionState.Recovering, SessionTrigger.QualityLost, SessionState.Volatile, TransitionReason.VolatilitySignal),
        ]);
        AddFlapRows(rows);
        AddEndRows(rows);
        return [.. rows];
    }

    private static void AddFlapRows(List<Transition> rows)
    {
        ReadOnlySpan<SessionState> live = [SessionState.Attached, SessionState.Volatile, SessionState.Reattaching, SessionState.Recovering];
        foreach (SessionState from in live)
        {
            rows.Add(new(from, SessionTrigger.FlapLimitReached, SessionState.Degraded, TransitionReason.PolicyFlapLimit));
        }
    }

    private static void AddEndRows(List<Transition> rows)
    {
        foreach (SessionState from in Enum.GetValues<SessionState>().AsSpan()[..(int)SessionState.Terminated])
        {
            rows.Add(new(from, SessionTrigger.IdleTtlReached, SessionState.Terminated, TransitionReason.TtlSessionExpired));
            rows.Add(new(from, SessionTrigger.LifetimeReached, SessionState.Terminated, TransitionReason.TtlLifetimeExpired));
            rows.Add(new(from, SessionTrigger.TransportLossTtlReached, SessionState.Terminated, TransitionReason.TtlTransportLossExpired));
            rows.Add(new(from, SessionTrigger.RecoveryWindowReached, SessionState.Terminated, TransitionReason.RecoveryWindowExceeded));
            rows.Add(new(from, SessionTrigger.FatalRefusal, SessionState.Terminated, TransitionReason.AuthFail));
            rows.Add(new(from, SessionTrigger.PolicyEnd, SessionState.Terminated, TransitionReason.PolicyTermination));
            rows.Add(new(from, SessionTrigger.ExplicitEnd, SessionState.Terminated, TransitionReason.ExplicitTermination));
        }
    }

    private static int[] BuildIndex()
    {
        int[] index = new int[Enum.GetValues<SessionState>().Length * Triggers];
        Array.Fill(index, -1);
        for (int i = 0; i < Rows.Length; i++)
        {
            index[((int)Rows[i].From * Triggers) + (int)Rows[i].Trigger] = i;
        }

        return index;
    }
}
