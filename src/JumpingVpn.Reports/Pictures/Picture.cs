namespace JumpingVpn.Reports.Pictures;

/// <summary>What happened on the network of one scenario.</summary>
public sealed record Picture
{
    /// <summary>The virtual time at its end.</summary>
    public required TimeSpan VirtualTime { get; init; }

    /// <summary>The virtual times at which the steps ended that were run, in order.</summary>
    public IReadOnlyList<TimeSpan> StepEnds { get; init; } = [];

    /// <summary>The parts that take their time, for those scenarios whose parts a report keeps.</summary>
    public required PictureParts Parts { get; init; }

    /// <summary>The virtual time that a step took; null for one that was not run.</summary>
    /// <param name="step">Its place in the scenario, from 0.</param>
    public TimeSpan? VirtualTimeOf(int step) =>
        step >= StepEnds.Count ? null
        : step == 0 ? StepEnds[0]
        : StepEnds[step] - StepEnds[step - 1];

    /// <summary>What became of all datagrams: a word and a count, sums before reasons.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Ledger { get; init; } = [];

    /// <summary>What was watched and judged, in words.</summary>
    public IReadOnlyList<string> Invariants { get; init; } = [];
}
