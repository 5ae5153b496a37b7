using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Network.Impairments;

/// <summary>
/// What a link has that does more than lose and delay datagrams one by one. A big world has many links and few of these, so each link
/// makes it when it is needed, and keeps it.
/// </summary>
internal sealed class LinkParts(in RandomSource source)
{
    public LinkStreams Streams { get; } = new(source);

    public LinkFaults? Faults { get; set; }

    public LinkQueue? Queue { get; set; }

    public LossProcess? LossProcess { get; set; }

    /// <summary>The schedule that is followed, and what the link does where it has no phase.</summary>
    public LinkSchedule? Schedule { get; set; }

    public LinkOptions Own { get; set; } = LinkOptions.Perfect;

    public TimeSpan ScheduleBegan { get; set; }

    public TimeSpan PhaseEnds { get; set; }

    public TimeSpan ClogEnds { get; set; }

    /// <summary>How many datagrams took the delay since the last one that skipped it.</summary>
    public int DelayedInARow { get; set; }

    /// <summary>The fate that a correlated loss repeats; null before the first.</summary>
    public bool? LastWasLost { get; set; }
}
