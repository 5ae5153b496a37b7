using System.Diagnostics;
using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Planning;
using JumpingVpn.Features.Running;
using JumpingVpn.Features.Vocabulary;
using JumpingVpn.Steps;

namespace JumpingVpn.Benchmarks.Scenarios;

/// <summary>Scenarios of features/ under ever new seeds, on Reqnroll's engine and prepared.</summary>
internal sealed class ScenarioLoad : IDisposable
{
    // What most scenarios are like; those of attacks and of bad networks are longer.
    private static readonly string[] Typical = ["features/session", "features/nat", "features/examples"];

    private readonly StepVocabulary _vocabulary = SessionVocabulary.Load();
    private readonly TestRun _run;
    private readonly ScenarioWorker _worker;
    private readonly PlannedScenario[] _plans;
    private readonly PreparedScenario[] _prepared;
    private ulong _seed = 1;

    /// <summary>Plans and prepares them.</summary>
    public ScenarioLoad()
    {
        string root = Root();
        var planner = new ScenarioPlanner(_vocabulary);
        _plans =
        [
            .. FeatureCatalog
                .Load([.. Typical.Select(folder => Path.Combine(root, folder))])
                .Scenarios.Where(static scenario => BackendTags.Left(scenario).Contains(BackendTags.Simulated) && !scenario.IsIgnored)
                .Select(scenario => planner.Plan(scenario)),
        ];
        _run = TestRun.Start(_vocabulary);
        _worker = _run.OpenWorker();
        _prepared = [.. _plans.Select(_worker.Prepare)];
    }

    /// <summary>Runs each once on the engine. Returns how many there are.</summary>
    /// <param name="times">Takes the microseconds of each; null for nothing.</param>
    public long RunOnEngine(List<double>? times) => Round(times, (index, settings) => _worker.Run(_plans[index], settings));

    /// <summary>Runs each once without the engine between. Returns how many there are.</summary>
    /// <param name="times">Takes the microseconds of each; null for nothing.</param>
    public long RunPrepared(List<double>? times) => Round(times, (index, settings) => _prepared[index].Run(settings));

    /// <inheritdoc/>
    public void Dispose()
    {
        _worker.Dispose();
        _run.Dispose();
        _vocabulary.Dispose();
    }

    private int Round(List<double>? times, Func<int, LabSettings, ScenarioResult> run)
    {
        ulong seed = _seed++;
        for (int i = 0; i < _plans.Length; i++)
        {
            long began = Stopwatch.GetTimestamp();
            ScenarioResult result = run(i, new LabSettings { Seed = seed });
            times?.Add(Stopwatch.GetElapsedTime(began).TotalMicroseconds);
            if (result.Outcome != ScenarioOutcome.Passed)
            {
                throw new InvalidOperationException($"{result.Scenario} under seed {seed}: {result.Message}");
            }
        }

        return _plans.Length;
    }

    /// <summary>The folder that has features/ in it.</summary>
    internal static string Root()
    {
        DirectoryInfo? directory = new(AppContext.BaseDirectory);
        while (directory is not null && !Directory.Exists(Path.Combine(directory.FullName, "features")))
        {
            directory = directory.Parent;
        }

        return directory?.FullName ?? throw new DirectoryNotFoundException("The directory features is nowhere above the benchmarks.");
    }
}
