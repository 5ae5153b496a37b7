namespace JumpingVpn.Protocol.Client.Health;

/// <summary>
/// Measures the current path by what the client sends anyway, and decides with hysteresis whether it is volatile. It decides nothing before
/// it has a whole window of samples.
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

    /// <summary>When a signal was last over its threshold; null if none has been since the path was bound.</summary>
    public TimeSpan? LastBad { get; private set; }

    /// <summary>When the last answer came; null if none has since the path was bound.</summary>
    public TimeSpan? LastAnswered { get; private set; }

    /// <summary>
    /// When the path counts as volatile if nothing more arrives; null while it is healthy, or while there are too few samples.
    /// </summary>
    public TimeSpan? VolatileAt => _volatile.Due(options.VolatilityWindow, options.HealthSamples);

    /// <summary>The same for the quality floor.</summary>
    public TimeSpan? BelowFloorAt => _belowFloor.Due(options.VolatilityWindow, options.HealthSamples);

    /// <summary>When the oldest open transmission counts as lost; null if none is open.</summary>
    public TimeSpan? NextJudgement => _log.OldestSentAt + Settling;

    /// <summary>How long the first transmission of a message waits for its answer.</summary>
    public TimeSpan FirstWait => _roundTrip.Wait(options.FirstRetransmission, options.MaximumRetransmission);

    // A later answer counts as none. This is well over the threshold, so that a slow path is not taken for a lossy one.
    private TimeSpan Settling => 4 * options.VolatileRoundTrip;

    public void Sent(ProbeKind kind, long sequence, TimeSpan now) => _log.Sent(kind, sequence, now);

    /// <summary>A transmission that tells nothing about the path: whether it arrives does not count.</summary>
    public void Withdraw(ProbeKind kind, long sequence) => _log.Withdraw(kind, sequence);

    /// <summary>Handles an answer.</summary>
    /// <param name="kind">What it answers.</param>
    /// <param name="sequence">Its number.</param>
    /// <param name="transmissions">How often it was sent. Only what was sent once measures a round trip (Karn); 0 if it was answered
    /// before.</param>
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

    /// <summary>Counts transmissions without an answer in time as lost.</summary>
    public void Judge(TimeSpan now)
    {
        while (NextJudgement <= now)
        {
            _log.LoseOldest();
            Sample(now);
        }
    }

    /// <summary>Forgets which transmissions were lost: from now on new samples decide whether the path is healthy again.</summary>
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
