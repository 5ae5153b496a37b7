namespace JumpingVpn.Cli.Scenarios;

/// <summary>A run that did not pass.</summary>
internal sealed record TroubleLine : RunLine
{
    /// <summary>The place of the scenario in the plan; the first is 0.</summary>
    public required int Scenario { get; init; }

    /// <summary>The seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The step to blame, as <c>path:line</c>.</summary>
    public required string At { get; init; }

    /// <summary>What went wrong.</summary>
    public required string Message { get; init; }

    /// <summary>The command line that repeats it.</summary>
    public required string Replay { get; init; }
}
