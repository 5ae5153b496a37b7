using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Planning;
using JumpingVpn.Features.Vocabulary;

namespace JumpingVpn.Cli.Catalogue;

/// <summary>Examples that cannot rot: how the feature files themselves use each sentence.</summary>
internal sealed class StepUses
{
    private readonly Dictionary<string, string> _firstByExpression = new(StringComparer.Ordinal);

    /// <summary>Reads the features below a directory; without it there are no uses.</summary>
    public StepUses(string directory, StepVocabulary vocabulary)
    {
        IReadOnlyList<Scenario> scenarios = Directory.Exists(directory) ? FeatureCatalog.Load(directory).Scenarios : [];
        var planner = new ScenarioPlanner(vocabulary);
        foreach (PlannedStep step in scenarios.SelectMany(scenario => planner.Plan(scenario).Steps))
        {
            if (step.Binding is { } binding)
            {
                _firstByExpression.TryAdd(binding.Expression, step.Step.Text);
            }
        }
    }

    /// <summary>The examples in the sentence's own documentation, else its first use in the features, else nothing.</summary>
    public IReadOnlyList<string> For(StepBinding binding, StepKind keyword) =>
        binding.Examples.Count > 0 ? binding.Examples
        : _firstByExpression.TryGetValue(binding.Expression, out string? use) ? [$"{keyword} {use}"]
        : [];
}
