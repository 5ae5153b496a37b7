namespace JumpingVpn.Protocol.Client.Health;

/// <summary>
/// Smooths round-trip times: mean and variation after RFC 6298 section 2, jitter with the gain of RFC 3550 section 6.4.1, all in whole
/// ticks. It is never given the round trip of something that was sent twice (Karn).
/// </summary>
internal struct RoundTripEstimator
{
    private long _mean;
    private long _variation;
    private long _jitter;
    private long _latest;
    private int _blind;

    /// <summary>How many round trips were measured.</summary>
    public int Count { get; private set; }

    /// <summary>The smoothed round-trip time; null before the first.</summary>
    public readonly TimeSpan? Mean => Count == 0 ? null : new TimeSpan(_mean);

    /// <summary>The smoothed difference between one round trip and the next.</summary>
    public readonly TimeSpan Jitter => new(_jitter);

    /// <summary>Adds one unambiguous round trip.</summary>
    public void Add(TimeSpan roundTrip)
    {
        long ticks = roundTrip.Ticks;
        _blind = 0;
        if (Count++ == 0)
        {
            _mean = ticks;
            _variation = ticks / 2;
        }
        else
        {
            _variation += (Math.Abs(_mean - ticks) - _variation) / 4;
            _mean += (ticks - _mean) / 8;
            _jitter += (Math.Abs(ticks - _latest) - _jitter) / 16;
        }

        _latest = ticks;
    }

    /// <summary>
    /// Something that was sent more than once is answered, which measures no round trip. If the answer took the usual time after the latest
    /// transmission, that one was answered and the earlier ones were lost. If not, it may answer an earlier one, and the wait may be too
    /// short.
    /// </summary>
    /// <param name="sinceLatest">The time since the latest transmission.</param>
    public void AddAmbiguous(TimeSpan sinceLatest)
    {
        bool isAsUsual = Count > 0 && Math.Abs(sinceLatest.Ticks - _mean) <= Math.Max(4 * _variation, _mean / 2);
        _blind = isAsUsual ? 0 : Math.Min(_blind + 1, 16);
    }

    /// <summary>
    /// How long the first transmission waits for its answer: the mean plus four variations, doubled for each answer since the last one that
    /// took the usual time (RFC 6298 sections 2 and 5.5 to 5.7, which count measurements only, so that on a lossy path the wait would grow
    /// with each loss).
    /// </summary>
    public readonly TimeSpan Wait(TimeSpan minimum, TimeSpan maximum)
    {
        long wait = Math.Max(minimum.Ticks, Count == 0 ? 0 : _mean + (4 * _variation));
        for (int i = 0; i < _blind && wait < maximum.Ticks; i++)
        {
            wait *= 2;
        }

        return new TimeSpan(Math.Min(wait, maximum.Ticks));
    }
}
