using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Planning;

namespace JumpingVpn.Cli.Scenarios;

/// <summary>One scenario on one carrier under one seed.</summary>
internal sealed record PlannedRun(PlannedScenario Plan, string Backend, ulong Seed)
{
    /// <summary>The scenario.</summary>
    public Scenario Scenario => Plan.Scenario;

    /// <summary>Whether several seeds are run, so that the title has to tell which.</summary>
    public bool ShowsSeed { get; init; }

    /// <summary>How a person refers to it.</summary>
    public string Title => ShowsSeed
        ? FormattableString.Invariant($"{Scenario.Feature.Name} › {Scenario.Name} [{Backend}, seed {Seed}]")
        : $"{Scenario.Feature.Name} › {Scenario.Name} [{Backend}]";
}
