using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Planning;
using JumpingVpn.Features.Running;
using JumpingVpn.Features.Vocabulary;

namespace JumpingVpn.Features.UnitTests;

/// <summary>Plans and runs feature text against binding classes of a test.</summary>
internal static class Try
{
    public const string Path = "features/try.feature";

    public static FeatureFile Parse(string text) => FeatureFile.Parse(text, Path);

    public static Scenario Scenario(string text, int index = 0)
    {
        FeatureFile file = Parse(text);
        file.Errors.Should().BeEmpty();
        return file.Scenarios[index];
    }

    /// <summary>One scenario of the given steps, the first in line 3.</summary>
    public static Scenario Steps(params string[] steps) => Scenario($"Feature: F\n  Scenario: S\n    {string.Join("\n    ", steps)}\n");

    /// <summary>Runs it on the engine, and sees that it goes the same way without the engine between, twice.</summary>
    public static ScenarioResult Run(Scenario scenario, List<string> log, params Type[] bindings)
    {
        using var vocabulary = StepVocabulary.From(bindings);
        ScenarioResult result = ScenarioRunner.Run(scenario, vocabulary, log);
        (ScenarioResult? first, List<string>? firstLog, ScenarioResult? second, List<string>? secondLog) = RunPrepared(scenario, bindings);
        firstLog.Should().Equal(log, "of the first prepared run");
        secondLog.Should().Equal(log, "of the second prepared run");
        Shown(first).Should().Be(Shown(result), "of the first prepared run");
        Shown(second).Should().Be(Shown(result), "of the second prepared run");
        return result;
    }

    private static (ScenarioResult First, List<string> FirstLog, ScenarioResult Second, List<string> SecondLog) RunPrepared(
        Scenario scenario,
        Type[] bindings
    )
    {
        List<string> firstLog = [];
        List<string> secondLog = [];
        using var vocabulary = StepVocabulary.From(bindings);
        using var run = TestRun.Start(vocabulary);
        ScenarioResult first;
        ScenarioResult second;
        using (ScenarioWorker worker = run.OpenWorker())
        {
            PreparedScenario prepared = worker.Prepare(new ScenarioPlanner(vocabulary).Plan(scenario));
            first = prepared.Run(firstLog);
            second = prepared.Run(secondLog);
        }

        run.Dispose();
        return (WithErrorsOf(run, first), firstLog, WithErrorsOf(run, second), secondLog);
    }

    // As ScenarioRunner has it.
    private static ScenarioResult WithErrorsOf(TestRun run, ScenarioResult result) =>
        run.Errors.Count == 0
            ? result
            : result with
            {
                Outcome = result.Outcome == ScenarioOutcome.Passed ? ScenarioOutcome.Failed : result.Outcome,
                Message = result.Message ?? run.Errors[0],
                HookErrors = [.. result.HookErrors, .. run.Errors],
            };

    private static string Shown(ScenarioResult result) =>
        string.Join(
            '\n',
            [
                $"{result.Outcome}: {result.Message} ({result.Error?.GetType()}: {result.Error?.Message})",
                .. result.Steps.Select(step => $"{step.Step}: {step.Status} {step.Message} ({step.Error?.GetType()})"),
                "hooks:",
                .. result.HookErrors,
                "output:",
                .. result.Output,
                "attachments:",
                .. result.Attachments,
            ]
        );

    public static PlannedScenario Plan(Scenario scenario, params Type[] bindings)
    {
        using var vocabulary = StepVocabulary.From(bindings);
        return new ScenarioPlanner(vocabulary).Plan(scenario);
    }

    /// <summary>The plan of a single step in line 3 with its table or doc string, if it has one.</summary>
    public static PlannedStep PlanStep(string step, params Type[] bindings) => Plan(Steps(step.Split('\n')), bindings).Steps[0];
}
