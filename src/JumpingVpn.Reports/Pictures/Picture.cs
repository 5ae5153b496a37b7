namespace JumpingVpn.Reports.Pictures;

/// <summary>What happened on the network of one scenario.</summary>
public sealed record Picture
{
    /// <summary>The virtual time at its end.</summary>
    public required TimeSpan VirtualTime { get; init; }

    /// <summary>Makes the parts that take their time: called for those scenarios only whose parts a report keeps.</summary>
    public required Func<PictureParts> MakeParts { get; init; }

    /// <summary>What became of all datagrams: a word and a count, sums before reasons.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Ledger { get; init; } = [];

    /// <summary>What was watched all the time, in words.</summary>
    public IReadOnlyList<string> Invariants { get; init; } = [];
}
