namespace JumpingVpn.Protocol.Client.Health;

/// <summary>
/// Measures the present path by what the client sends anyway, and says with hysteresis whether it is volatile. Nothing is judged
/// before a whole window of samples is there.
/// </summary>
internal sealed class HealthMonitor(ClientOptions options)
{
    private readonly ProbeLog _log = new(options.HealthSamples);
    private RoundTripEstimator _roundTrip;
    private SignalHold _volatile;
    private SignalHold _belowFloor;

    /// <summary>The measurements, for inspection.</summary>
    public PathHealth View => new(_log.LossPartsPerMillion, _roundTrip.Mean, _roundTrip.Jitter, _log.Judged);

    /// <summary>Whether a signal was over its threshold at the latest sample.</summary>
    public bool IsBad => _volatile.Holds;

    /// <summary>When a signal was last over its threshold; null where none was since the path was taken.</summary>
    public TimeSpan? LastBad { get; private set; }

    /// <summary>When an answer came last; null where none has since the path was taken.</summary>
    public TimeSpan? LastAnswered { get; private set; }

    /// <summary>When the path counts as volatile if nothing more is heard; null while it is well, or too little was heard.</summary>
    public TimeSpan? VolatileAt => _volatile.Due(options.VolatilityWindow, options.HealthSamples);

    /// <summary>The same for the quality floor.</summary>
    public TimeSpan? BelowFloorAt => _belowFloor.Due(options.VolatilityWindow, options.HealthSamples);

    /// <summary>When the oldest open transmission counts as lost; null where none is open.</summary>
    public TimeSpan? NextJudgement => _log.OldestSentAt + Settling;

    /// <summary>How long the first transmission of a message waits for its answer.</summary>
    public TimeSpan FirstWait => _roundTrip.Wait(options.FirstRetransmission, options.MaximumRetransmission);

    // An answer later than that is as bad as none; well over the threshold, so that a slow path is told from a lossy one.
    private TimeSpan Settling => 4 * options.VolatileRoundTrip;

    public void Sent(ProbeKind kind, long sequence, TimeSpan now) => _log.Sent(kind, sequence, now);

    /// <summary>What was sent says nothing about the path: its fate does not count.</summary>
    public void Withdraw(ProbeKind kind, long sequence) => _log.Withdraw(kind, sequence);

    /// <summary>Takes an answer.</summary>
    /// <param name="kind">To what.</param>
    /// <param name="sequence">Its number.</param>
    /// <param name="transmissions">How often it was sent: only one measures a round trip (Karn). 0 for what was answered before.</param>
    /// <param name="now">Protocol time.</param>
    public void Answered(ProbeKind kind, long sequence, int transmissions, TimeSpan now)
    {
        if (!_log.TryAnswer(kind, sequence, latest: transmissions != 1, out TimeSpan sentAt))
        {
            return;
        }

        LastAnswered = now;

        if (transmissions == 1)
        {
            _roundTrip.Add(now - sentAt);
        }
        else if (transmissions > 1)
        {
            _roundTrip.AddAmbiguous(now - sentAt);
        }

        Sample(now);
    }

    /// <summary>Counts as lost what was not answered in time.</summary>
    public void Judge(TimeSpan now)
    {
        while (NextJudgement <= now)
        {
            _log.LoseOldest();
            Sample(now);
        }
    }

    /// <summary>Forgets the fates so far: what comes from now on has to show whether the path is well again.</summary>
    public void BeginProbation()
    {
        _log.ForgetFates();
        ForgetSignals();
    }

    /// <summary>Forgets everything: the path has changed (RFC 9000 section 9.4).</summary>
    public void Reset()
    {
        _log.Clear();
        _roundTrip = default;
        ForgetSignals();
    }

    private void ForgetSignals()
    {
        _volatile = default;
        _belowFloor = default;
        LastBad = null;
        LastAnswered = null;
    }

    private void Sample(TimeSpan now)
    {
        bool enough = _log.Judged == options.HealthSamples;
        int loss = enough ? _log.LossPartsPerMillion : 0;
        bool bad =
            enough
            && (
                loss >= options.VolatileLossPartsPerMillion
                || _roundTrip.Mean >= options.VolatileRoundTrip
                || _roundTrip.Jitter >= options.VolatileJitter
            );
        _volatile.Sample(bad, now, options.VolatilityWindow);
        _belowFloor.Sample(enough && loss >= options.QualityFloorLossPartsPerMillion, now, options.VolatilityWindow);
        LastBad = bad ? now : LastBad;
    }
}
