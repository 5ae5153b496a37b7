using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Planning;
using JumpingVpn.Features.Vocabulary;

namespace JumpingVpn.Features.Running;

/// <summary>Runs single scenarios, each as its own run, on the thread of the caller.</summary>
public static class ScenarioRunner
{
    /// <summary>Plans a scenario and runs it, with the hooks of the run and of the feature around it.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="vocabulary">The steps. Reqnroll calls the hooks of the run once for each vocabulary.</param>
    /// <param name="contextInstances">Objects for this scenario, see <see cref="ScenarioWorker.Run"/>.</param>
    /// <returns>What became of it; a throwing hook after the feature or the run makes it fail, too.</returns>
    public static ScenarioResult Run(Scenario scenario, StepVocabulary vocabulary, params object[] contextInstances) =>
        RunTimed(scenario, vocabulary, clock: null, contextInstances);

    /// <summary>The same, with the time that each step takes.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="vocabulary">The steps.</param>
    /// <param name="clock">What steps are timed with; null if they are not.</param>
    /// <param name="contextInstances">Objects for this scenario.</param>
    /// <returns>As above.</returns>
    public static ScenarioResult RunTimed(
        Scenario scenario,
        StepVocabulary vocabulary,
        TimeProvider? clock,
        params object[] contextInstances
    )
    {
        using var run = TestRun.Start(vocabulary, clock);
        ScenarioResult result;
        using (ScenarioWorker worker = run.OpenWorker())
        {
            result = worker.Run(new ScenarioPlanner(vocabulary).Plan(scenario), contextInstances);
        }

        run.Dispose();
        return run.Errors.Count == 0
            ? result
            : result with
            {
                Outcome = result.Outcome == ScenarioOutcome.Passed ? ScenarioOutcome.Failed : result.Outcome,
                Message = result.Message ?? run.Errors[0],
                HookErrors = [.. result.HookErrors, .. run.Errors],
            };
    }
}
