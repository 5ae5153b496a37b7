using JumpingVpn.Gherkin.Tags;

namespace JumpingVpn.Cli.Scenarios;

/// <summary>What <c>jumpingvpn run</c> was asked to do.</summary>
internal sealed record RunOptions
{
    /// <summary>Feature files, directories, or <c>file:line</c>. Empty: the directory <c>features</c>.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>The carriers, each scenario on each of them.</summary>
    public IReadOnlyList<string> Backends { get; init; } = [Scenarios.Backends.Simulated];

    /// <summary>The seed of every scenario's world.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Which scenarios, by their tags; null for all.</summary>
    public TagExpression? Tags { get; init; }

    /// <summary>Where the canonical event trace goes; null for nowhere.</summary>
    public string? TracePath { get; init; }

    /// <summary>Whether the report says where the trace is: not for one that is gone afterwards.</summary>
    public bool ReportsTrace { get; init; } = true;

    /// <summary>Where the capture of the simulated network goes; null for nowhere.</summary>
    public string? CapturePath { get; init; }
}
