namespace JumpingVpn.Cli.Scenarios;

/// <summary>How often a scenario came to what on one carrier.</summary>
internal sealed record CountLine : RunLine
{
    /// <summary>Its place in the plan, the carriers of a scenario apart; the first is 0.</summary>
    public required int Scenario { get; init; }

    /// <summary>Where it stands, as <c>path:line</c>.</summary>
    public required string At { get; init; }

    /// <summary>Its feature and name.</summary>
    public required string Title { get; init; }

    /// <summary>The carrier.</summary>
    public required string Backend { get; init; }

    /// <summary>Runs that passed.</summary>
    public required long Passed { get; init; }

    /// <summary>Runs that failed.</summary>
    public required long Failed { get; init; }

    /// <summary>Runs that could not be carried out.</summary>
    public required long Broken { get; init; }

    /// <summary>Runs that were skipped.</summary>
    public required long Skipped { get; init; }

    /// <summary>The runs of both.</summary>
    public CountLine Plus(CountLine other) =>
        this with
        {
            Passed = Passed + other.Passed,
            Failed = Failed + other.Failed,
            Broken = Broken + other.Broken,
            Skipped = Skipped + other.Skipped,
        };
}
