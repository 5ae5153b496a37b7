using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Planning;
using JumpingVpn.Features.Reporting;
using JumpingVpn.Features.Running;
using JumpingVpn.Features.Vocabulary;
using JumpingVpn.Steps;

namespace JumpingVpn.Features.Tests.Framework;

/// <summary>Where xunit thinks that the tests come from: the discoverer replaces this class by those made of the feature files.</summary>
public static class FeatureTests
{
    private static readonly Lazy<StepVocabulary> Vocabulary = new(() => SessionVocabulary.Load());
    private static readonly Lazy<TestRun> Run = new(() => TestRun.Start(Vocabulary.Value, TimeProvider.System));
    private static readonly Lazy<TestReports> Reports = new(() =>
        new TestReports(
            FeatureCatalog.Load(FeaturesDirectory.Path),
            Path.Combine(FeaturesDirectory.Path, ".."),
            "dotnet run --project src/JumpingVpn.Cli -- run",
            TimeProvider.System
        )
    );
    private static readonly Lazy<ScenarioPlanner> Planner = new(() => new ScenarioPlanner(Vocabulary.Value));

    internal static FeatureTestOutcome Scenario(Scenario scenario, string backend)
    {
        // xunit installs its own context; a scenario must not see it.
        SynchronizationContext? outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            ScenarioResult result = Reports.Value.Run(scenario, backend, settings => RunPlanned(scenario, settings));
            return Outcome(result, backend);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    private static ScenarioResult RunPlanned(Scenario scenario, LabSettings settings)
    {
        using ScenarioWorker worker = Run.Value.OpenWorker();
        return worker.Run(Plan(scenario), settings);
    }

    private static PlannedScenario Plan(Scenario scenario)
    {
        lock (Planner)
        {
            return Planner.Value.Plan(scenario);
        }
    }

    private static FeatureTestOutcome Outcome(ScenarioResult result, string backend)
    {
        if (result.Outcome == ScenarioOutcome.Passed)
        {
            return new FeatureTestOutcome(string.Join('\n', result.Output));
        }

        StepResult? blamed = result.FailedStep;
        int line = blamed?.Step.Line ?? result.Scenario.Line;
        string frame = FeatureTestOutcome.Frame(blamed?.Step.ToString() ?? result.Scenario.Name, result.Scenario.Feature.FullPath, line);
        string replay = Reports.Value.Replay(result.Scenario, backend);
        return new FeatureTestOutcome(
            string.Join('\n', result.Output),
            $"{result.Location}: {result.Message?.Split('\n')[0]}\n\n{ScenarioReport.Write(result)}\nreplay: {replay}",
            result.Error?.GetType().FullName ?? result.Outcome.ToString(),
            $"{frame}\n{result.Error?.StackTrace}"
        );
    }
}
