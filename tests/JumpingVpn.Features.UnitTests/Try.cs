using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Running;
using JumpingVpn.Features.Vocabulary;

namespace JumpingVpn.Features.UnitTests;

/// <summary>Runs feature text against binding classes of a test.</summary>
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

    /// <summary>One scenario of the given steps.</summary>
    public static Scenario Steps(params string[] steps) => Scenario($"Feature: F\n  Scenario: S\n    {string.Join("\n    ", steps)}\n");

    public static ScenarioResult Run(Scenario scenario, List<string> log, params Type[] bindings) =>
        ScenarioRunner.Run(scenario, StepVocabulary.From(bindings), log);

    public static BoundStep Bind(string step, params Type[] bindings) =>
        ScenarioRunner.Bind(Steps(step.Split('\n')), StepVocabulary.From(bindings)).Steps[0];
}
