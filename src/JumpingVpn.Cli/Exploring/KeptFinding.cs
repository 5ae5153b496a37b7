using JumpingVpn.Exploration.Shrinking;
using JumpingVpn.Exploration.Trials;

namespace JumpingVpn.Cli.Exploring;

/// <summary>A finding that was written, and that another scenario may tell in fewer steps.</summary>
/// <remarks>Thread rule: one thread at a time.</remarks>
internal sealed class KeptFinding(Finding finding)
{
    // As short as what people write.
    private const int ShortEnough = 6;

    // A bug that breaks everything is found in every scenario, and each attempt takes part of a second.
    private const int MostScenarios = 8;

    private readonly List<Target> _scenarios = [finding.First.Trial.Target];

    /// <summary>The shortest so far.</summary>
    public Finding Finding { get; private set; } = finding;

    private int Steps => Finding.Shrunk?.Scenario.Steps.Count ?? int.MaxValue;

    /// <summary>Shrinks the same finding from another scenario.</summary>
    /// <param name="result">A result of the same signature.</param>
    /// <param name="shrinker">Shrinks it.</param>
    /// <returns>Whether fewer steps came of it.</returns>
    public bool TryShorten(TrialResult result, Shrinker shrinker)
    {
        Target scenario = result.Trial.Target;
        if (Steps <= ShortEnough || _scenarios.Count == MostScenarios || _scenarios.Contains(scenario))
        {
            return false;
        }

        _scenarios.Add(scenario);
        if (shrinker.Shrink(result) is not { } shrunk || shrunk.Scenario.Steps.Count >= Steps)
        {
            return false;
        }

        Finding = Finding with { First = result, Shrunk = shrunk };
        return true;
    }
}
