namespace JumpingVpn.Protocol.Server.Limits;

/// <summary>
/// A token bucket in whole ticks, by the generic cell rate algorithm (ITU-T I.371): its only state is the instant at which it is full
/// again. One token arrives each interval, and at most a burst of them is kept.
/// </summary>
/// <remarks>An interval is rounded up to a tick of 100 ns, so a rate is never exceeded; 3 a second is one every 333.3334 ms.</remarks>
internal readonly struct Rate(int burst, int perSecond)
{
    private readonly long _interval = (TimeSpan.TicksPerSecond + perSecond - 1) / perSecond;

    /// <summary>Takes one token; false, and no change, if there is none.</summary>
    /// <param name="fullAt">The tick at which the bucket is full again; any value up to now means a full bucket.</param>
    /// <param name="now">The current tick.</param>
    public bool TryTake(ref long fullAt, long now)
    {
        long missing = Math.Max(fullAt - now, 0);
        if (missing > (burst - 1) * _interval)
        {
            return false;
        }

        fullAt = now + missing + _interval;
        return true;
    }
}
