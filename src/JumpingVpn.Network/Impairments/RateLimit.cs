using JumpingVpn.Datagrams;

namespace JumpingVpn.Network.Impairments;

/// <summary>
/// A bottleneck: a token bucket that datagrams leave one after the other, and the queue before it. A datagram leaves when the bucket
/// holds its cost; with a burst of 0 that is when its last bit has been sent.
/// </summary>
/// <param name="Rate">How fast the bucket fills.</param>
public sealed record RateLimit(BitRate Rate)
{
    /// <summary>How many bytes an idle bucket saves up, to be sent at once.</summary>
    /// <value>Default: 0, pure serialisation. At most 1 GB.</value>
    public int BurstBytes { get; init; }

    /// <summary>Bytes that every datagram costs beyond its payload (28 for IPv4 and UDP), or fewer where negative.</summary>
    /// <value>Default: 0. From −65,535 to 65,535; no datagram costs less than 0.</value>
    public int OverheadBytes { get; init; }

    /// <summary>How many datagrams the queue holds, including the one at its head.</summary>
    /// <value>Default: 1,000, as netem's. At least 1.</value>
    public int QueueDatagrams { get; init; } = 1_000;

    /// <summary>How many payload bytes the queue holds; a datagram longer than that never enters.</summary>
    /// <value>Default: null, no limit.</value>
    public int? QueueBytes { get; init; }

    /// <summary>Which datagram the queue gives up.</summary>
    /// <value>Default: drop-tail.</value>
    public QueueDiscipline Discipline { get; init; }

    /// <summary>The wait in the queue that CoDel tolerates.</summary>
    /// <value>Default: 5 ms (RFC 8289 section 4.3).</value>
    public TimeSpan CoDelTarget { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>For how long CoDel tolerates more than the target.</summary>
    /// <value>Default: 100 ms (RFC 8289 section 4.3). At most 1 day.</value>
    public TimeSpan CoDelInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    internal void Validate()
    {
        OptionGuard.Refuse(Rate.BitsPerSecond < 1, $"A rate of {Rate} is impossible: it must be at least 1 bit/s.");
        OptionGuard.Refuse(
            BurstBytes is < 0 or > 1_000_000_000,
            $"A burst of {BurstBytes} bytes is impossible: it must be from 0 to 1000000000."
        );
        OptionGuard.Refuse(
            OverheadBytes is < -65_535 or > 65_535,
            $"An overhead of {OverheadBytes} bytes is impossible: it must be from -65535 to 65535."
        );
        OptionGuard.Refuse(QueueDatagrams < 1, $"A queue of {QueueDatagrams} datagrams is impossible: it must hold at least 1.");
        OptionGuard.Refuse(QueueBytes is < 1, $"A queue of {QueueBytes} bytes is impossible: it must hold at least 1.");
        OptionGuard.Refuse(!Enum.IsDefined(Discipline), $"The queue discipline {Discipline} is unknown.");
        LinkTime.Check("CoDel interval", CoDelInterval);
        OptionGuard.Refuse(
            CoDelTarget <= TimeSpan.Zero || CoDelInterval <= TimeSpan.Zero || CoDelTarget > CoDelInterval,
            $"A CoDel target of {CoDelTarget:c} in an interval of {CoDelInterval:c} is impossible: 0 < target <= interval is required."
        );
    }
}
