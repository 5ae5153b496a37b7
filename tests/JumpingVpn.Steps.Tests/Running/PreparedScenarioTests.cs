using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Planning;
using JumpingVpn.Features.Running;
using JumpingVpn.Features.Vocabulary;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Steps.Tests.Running;

/// <summary>
/// A prepared scenario is what the engine would have run: the same result and the same trace to the byte, in its first run and
/// in later ones under other seeds.
/// </summary>
public sealed class PreparedScenarioTests
{
    private static readonly StepVocabulary Vocabulary = SessionVocabulary.Load();
    private static readonly TestRun Run = TestRun.Start(Vocabulary);
    private static readonly ScenarioPlanner Planner = new(Vocabulary);

    public static TheoryData<string> Features() => CarrierParityTests.Features();

    [Theory]
    [MemberData(nameof(Features))]
    public void A_feature_goes_the_same_way_prepared_and_on_the_engine(string feature)
    {
        using ScenarioWorker engine = Run.OpenWorker();
        using ScenarioWorker worker = Run.OpenWorker();
        foreach (Scenario scenario in FeatureCatalog.Load(RepositoryFiles.PathOf(feature)).Scenarios)
        {
            if (scenario.Tags.Contains("@udp-only"))
            {
                continue;
            }

            Compare(Planner.Plan(scenario), engine, worker);
        }
    }

    // What makes scenarios fail must not be lost: a session that ends too early, an expectation that is wrong, a step that cannot be.
    [Theory]
    [InlineData("Then the session of \"phone\" is TERMINATED", ScenarioOutcome.Failed)]
    [InlineData("When \"phone\" resumes", ScenarioOutcome.Broken)]
    [InlineData("When the link of \"phone\" goes down", ScenarioOutcome.Passed)]
    [InlineData("Given the link of \"phone\" loses 0.000001 % of datagrams", ScenarioOutcome.Broken)]
    [InlineData("When nobody has ever heard of this", ScenarioOutcome.Broken)]
    public void What_does_not_pass_goes_the_same_way(string step, ScenarioOutcome _)
    {
        string text =
            "Feature: F\n  Scenario: S\n    Given a gateway \"gw\"\n    And a client \"phone\"\n    When \"phone\" connects to \"gw\"\n"
            + $"    {step}\n    And \"phone\" sends a message\n    Then the message arrives\n";
        Scenario scenario = FeatureFile.Parse(text, "features/f.feature").Scenarios[0];
        using ScenarioWorker engine = Run.OpenWorker();
        using ScenarioWorker worker = Run.OpenWorker();

        Compare(Planner.Plan(scenario), engine, worker);
    }

    private static void Compare(PlannedScenario planned, ScenarioWorker engine, ScenarioWorker worker)
    {
        PreparedScenario prepared = worker.Prepare(planned);
        foreach (ulong seed in (ulong[])[3, 4])
        {
            List<string> expected = Trace(seed, settings => engine.Run(planned, settings));
            List<string> actual = Trace(seed, settings => prepared.Run(settings));

            actual.Should().Equal(expected, $"of {planned.Scenario} under seed {seed}");
        }
    }

    /// <summary>The trace, and behind it the result.</summary>
    private static List<string> Trace(ulong seed, Func<LabSettings, ScenarioResult> run)
    {
        List<string> lines = [];
        ScenarioResult result = run(new LabSettings { Seed = seed, TraceLine = lines.Add });
        lines.Add($"{result.Outcome} {result.Message} at {result.Location}");
        lines.AddRange(result.Steps.Select(step => $"{step.Step}: {step.Status} {step.Message}"));
        lines.AddRange(result.HookErrors);
        lines.AddRange(result.Output);
        return lines;
    }
}
