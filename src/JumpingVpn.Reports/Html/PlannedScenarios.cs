using JumpingVpn.Features.Documents;

namespace JumpingVpn.Reports.Html;

/// <summary>The scenarios and features of the runs, each once and with a number: many runs may be of one scenario.</summary>
internal sealed class PlannedScenarios
{
    private readonly List<Scenario> _scenarios = [];
    private readonly List<Feature> _features = [];
    private readonly Dictionary<Scenario, int> _numbers = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, int> _featureNumbers = [];

    public PlannedScenarios(IEnumerable<ReportRun> runs)
    {
        foreach (Scenario scenario in runs.Select(static run => run.Scenario))
        {
            if (_numbers.TryAdd(scenario, _scenarios.Count))
            {
                _scenarios.Add(scenario);
            }

            if (_featureNumbers.TryAdd(scenario.Feature.FullPath, _features.Count))
            {
                _features.Add(scenario.Feature);
            }
        }
    }

    public IReadOnlyList<Scenario> Scenarios => _scenarios;

    public IReadOnlyList<Feature> Features => _features;

    public int NumberOf(Scenario scenario) => _numbers[scenario];

    public int NumberOf(Feature feature) => _featureNumbers[feature.FullPath];
}
