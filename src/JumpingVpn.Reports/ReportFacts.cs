namespace JumpingVpn.Reports;

/// <summary>What a report tells of a run as a whole.</summary>
public sealed record ReportFacts
{
    /// <summary>The command line, as it can be pasted.</summary>
    public required string Command { get; init; }

    /// <summary>The first seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The program and its version.</summary>
    public required string Program { get; init; }

    /// <summary>When the run began, by the clock on the wall.</summary>
    public required DateTimeOffset StartedAt { get; init; }
}
