namespace JumpingVpn.Simulation.Captures;

/// <summary>What a capture file holds.</summary>
public sealed record CaptureContent
{
    /// <summary>The UDP datagrams, in the order of the file; at most <see cref="CaptureReader.MostDatagrams"/>.</summary>
    public required IReadOnlyList<CaptureRecord> Datagrams { get; init; }

    /// <summary>How many UDP datagrams there were, those beyond the most that are kept included.</summary>
    public required long Seen { get; init; }

    /// <summary>What was passed over, in words, and how often: <c>TCP</c>, <c>fragments of IPv4</c>. In the order of their names.</summary>
    public required IReadOnlyList<KeyValuePair<string, long>> Skipped { get; init; }

    /// <summary>Why reading ended before the end of the file, in one sentence; null if it did not.</summary>
    public string? Broken { get; init; }
}
