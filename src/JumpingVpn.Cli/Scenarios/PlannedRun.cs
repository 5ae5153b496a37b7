using JumpingVpn.Gherkin.Running;

namespace JumpingVpn.Cli.Scenarios;

/// <summary>One scenario on one carrier.</summary>
internal sealed record PlannedRun(BoundScenario Bound, string Backend)
{
    /// <summary>How a person refers to it.</summary>
    public string Title => $"{Bound.Scenario.Feature.Name} › {Bound.Scenario.Name} [{Backend}]";
}
