using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Planning;

namespace JumpingVpn.Cli.Scenarios;

/// <summary>One scenario on one carrier under one seed.</summary>
internal sealed record PlannedRun(PlannedScenario Plan, string Backend, ulong Seed)
{
    /// <summary>The scenario.</summary>
    public Scenario Scenario => Plan.Scenario;

    /// <summary>The folder of its feature file.</summary>
    public string Folder => Scenario.Feature.Folder;

    /// <summary>Whether several seeds are run, so that the title has to tell which.</summary>
    public bool ShowsSeed { get; init; }

    /// <summary>How a person refers to it.</summary>
    public string Title => TitleOn(Backend);

    /// <summary>How a capture calls it, which is always of the simulated network.</summary>
    public string CaptureTitle => TitleOn(null);

    private string TitleOn(string? backend)
    {
        string? seed = ShowsSeed ? FormattableString.Invariant($"seed {Seed}") : null;
        string where = string.Join(", ", new[] { backend, seed }.OfType<string>());
        return $"{Scenario.Feature.Name} › {Scenario.Name}{(where.Length > 0 ? $" [{where}]" : "")}";
    }
}
