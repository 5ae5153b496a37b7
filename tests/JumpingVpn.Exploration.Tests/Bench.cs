using JumpingVpn.Exploration.Trials;
using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Planning;
using JumpingVpn.Features.Running;
using JumpingVpn.Features.Vocabulary;
using JumpingVpn.Steps;

namespace JumpingVpn.Exploration.Tests;

/// <summary>The vocabulary with a worker, and scenarios planned in it. Owned by one test.</summary>
internal sealed class Bench : IDisposable
{
    private static readonly StepVocabulary Shared = SessionVocabulary.Load();
    private static readonly TestRun SharedRun = TestRun.Start(Shared);
    private static readonly Lock Planning = new();

    public Bench()
        : this(Shared, SharedRun) { }

    private Bench(StepVocabulary vocabulary, TestRun run)
    {
        lock (Planning)
        {
            Planner = new ScenarioPlanner(vocabulary);
        }

        Worker = run.OpenWorker();
    }

    public ScenarioPlanner Planner { get; }

    public ScenarioWorker Worker { get; }

    /// <summary>One with its own vocabulary, for who plans without <see cref="Plan(string[])"/> while other tests run.</summary>
    public static Bench WithOwnVocabulary()
    {
        StepVocabulary vocabulary = SessionVocabulary.Load();
        return new Bench(vocabulary, TestRun.Start(vocabulary));
    }

    /// <summary>A scenario of these lines.</summary>
    public PlannedScenario Plan(params string[] steps) => Plan(tags: "", steps);

    public PlannedScenario Plan(string tags, string[] steps)
    {
        string text = $"Feature: F\n  {tags}\n  Scenario: S\n    {string.Join("\n    ", steps)}\n";
        var file = FeatureFile.Parse(text, "f.feature");
        file.Errors.Should().BeEmpty();
        return Plan(file.Scenarios[0]);
    }

    public PlannedScenario Plan(Scenario scenario)
    {
        // The planners of a vocabulary share one container.
        lock (Planning)
        {
            PlannedScenario planned = Planner.Plan(scenario);
            planned.Errors.Should().BeEmpty();
            return planned;
        }
    }

    public Target TargetOf(PlannedScenario planned)
    {
        lock (Planning)
        {
            return Target.Of(Planner, planned);
        }
    }

    /// <summary>The trace of a run as <c>jumpingvpn run</c> makes it, with the message of a failure behind it.</summary>
    public List<string> Trace(PlannedScenario planned, ulong seed = 1)
    {
        List<string> lines = [];
        ScenarioResult result = Worker.Prepare(planned).Run(new LabSettings { Seed = seed, TraceLine = lines.Add });
        lines.Add($"{result.Outcome} {result.Message}");
        return lines;
    }

    public void Dispose() => Worker.Dispose();
}
