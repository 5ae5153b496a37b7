using JumpingVpn.Cli.Reporting;
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
    private static readonly Lazy<ScenarioPlanner> Planner = new(() => new ScenarioPlanner(Vocabulary.Value));

    internal static FeatureTestOutcome Scenario(Scenario scenario, string backend)
    {
        // xunit installs its own context; a scenario must not see it.
        SynchronizationContext? outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            FeatureTestReports? reports = FeatureTestReports.Current;
            SceneRecorder? recorder = reports is null ? null : new SceneRecorder($"{scenario.Feature.Name} › {scenario.Name}");
            var settings = new LabSettings
            {
                Backend = backend,
                Witness = recorder,
                Folder = Path.GetDirectoryName(Path.GetFullPath(scenario.Feature.Path))!,
            };
            using ScenarioWorker worker = Run.Value.OpenWorker();
            long startedAt = TimeProvider.System.GetTimestamp();
            ScenarioResult result = worker.Run(Plan(scenario), settings);
            reports?.End(result, backend, TimeProvider.System.GetElapsedTime(startedAt), recorder!);
            return Outcome(result, settings);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    private static PlannedScenario Plan(Scenario scenario)
    {
        lock (Planner)
        {
            return Planner.Value.Plan(scenario);
        }
    }

    private static FeatureTestOutcome Outcome(ScenarioResult result, LabSettings settings)
    {
        if (result.Outcome == ScenarioOutcome.Passed)
        {
            return new FeatureTestOutcome(string.Join('\n', result.Output));
        }

        StepResult? blamed = result.FailedStep;
        int line = blamed?.Step.Line ?? result.Scenario.Line;
        string frame = FeatureTestOutcome.Frame(blamed?.Step.ToString() ?? result.Scenario.Name, result.Scenario.Feature.FullPath, line);
        string replay = Replay(result.Scenario, settings.Backend, settings.Seed);
        return new FeatureTestOutcome(
            string.Join('\n', result.Output),
            $"{result.Location}: {result.Message?.Split('\n')[0]}\n\n{ScenarioReport.Write(result)}\nreplay: {replay}",
            result.Error?.GetType().FullName ?? result.Outcome.ToString(),
            $"{frame}\n{result.Error?.StackTrace}"
        );
    }

    internal static string Replay(Scenario scenario, string backend, ulong seed) =>
        FormattableString.Invariant(
            $"dotnet run --project src/JumpingVpn.Cli -- run {scenario.Location} --backend {backend} --seed {seed}"
        );
}
