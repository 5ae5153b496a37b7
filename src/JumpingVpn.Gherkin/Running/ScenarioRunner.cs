using JumpingVpn.Gherkin.Documents;
using JumpingVpn.Gherkin.Vocabulary;

namespace JumpingVpn.Gherkin.Running;

/// <summary>Runs single scenarios, on the thread of the caller, without console and without clock.</summary>
public static class ScenarioRunner
{
    /// <summary>Looks up the steps of a scenario, and tries what can be tried without running it.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="vocabulary">The steps.</param>
    /// <returns>The steps with their methods, or with what is wrong.</returns>
    public static BoundScenario Bind(Scenario scenario, StepVocabulary vocabulary)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(vocabulary);
        return new StepBinder(scenario, vocabulary).Bind();
    }

    /// <summary>Runs a scenario as a run of its own: the hooks of the run and of the feature are called around it.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="vocabulary">The steps.</param>
    /// <param name="contextInstances">Objects for this scenario, see <see cref="FeatureRun.Run"/>.</param>
    /// <returns>What became of it.</returns>
    public static ScenarioResult Run(Scenario scenario, StepVocabulary vocabulary, params object[] contextInstances) =>
        Run(Bind(scenario, vocabulary), contextInstances);

    /// <summary>Runs a scenario whose steps have been looked up, as a run of its own.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="contextInstances">Objects for this scenario, see <see cref="FeatureRun.Run"/>.</param>
    /// <returns>What became of it; a throwing hook after the feature or the run makes it fail, too.</returns>
    public static ScenarioResult Run(BoundScenario scenario, params object[] contextInstances)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        using var run = TestRun.Start(scenario.Vocabulary);
        ScenarioResult result;
        using (var feature = run.StartFeature(scenario.Scenario.Feature))
        {
            result = feature.Run(scenario, contextInstances);
        }

        run.Dispose();
        return run.Errors.Count == 0 ? result : result with
        {
            Outcome = result.Outcome == ScenarioOutcome.Passed ? ScenarioOutcome.Failed : result.Outcome,
            Message = result.Message ?? run.Errors[0],
            HookErrors = [.. result.HookErrors, .. run.Errors],
        };
    }
}
