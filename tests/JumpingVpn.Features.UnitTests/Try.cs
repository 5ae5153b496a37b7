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
        var file = Parse(text);
        file.Errors.Should().BeEmpty();
        return file.Scenarios[index];
    }

    /// <summary>One scenario of the given steps, the first in line 3.</summary>
    public static Scenario Steps(params string[] steps) => Scenario($"Feature: F\n  Scenario: S\n    {string.Join("\n    ", steps)}\n");

    public static ScenarioResult Run(Scenario scenario, List<string> log, params Type[] bindings)
    {
        using var vocabulary = StepVocabulary.From(bindings);
        return ScenarioRunner.Run(scenario, vocabulary, log);
    }

    public static PlannedScenario Plan(Scenario scenario, params Type[] bindings)
    {
        using var vocabulary = StepVocabulary.From(bindings);
        return new ScenarioPlanner(vocabulary).Plan(scenario);
    }

    /// <summary>The plan of a single step in line 3 with its table or doc string, if it has one.</summary>
    public static PlannedStep PlanStep(string step, params Type[] bindings) => Plan(Steps(step.Split('\n')), bindings).Steps[0];
}
