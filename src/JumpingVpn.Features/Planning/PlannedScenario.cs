using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Vocabulary;

namespace JumpingVpn.Features.Planning;

/// <summary>A scenario whose steps have been looked up and whose arguments have been tried. It can be run any number of times.</summary>
public sealed class PlannedScenario
{
    private const int MaxShown = 300;

    internal PlannedScenario(Scenario scenario, StepVocabulary vocabulary, IReadOnlyList<PlannedStep> steps)
    {
        Scenario = scenario;
        Vocabulary = vocabulary;
        Steps = steps;
    }

    /// <summary>The scenario.</summary>
    public Scenario Scenario { get; }

    /// <summary>The vocabulary in which the steps were looked up.</summary>
    public StepVocabulary Vocabulary { get; }

    /// <summary>The steps in order.</summary>
    public IReadOnlyList<PlannedStep> Steps { get; }

    /// <summary>True if every step can be run.</summary>
    public bool IsRunnable => Steps.All(step => step.Problem is null);

    /// <summary>True if no step states a fact or claims anything: then nothing is claimed but what holds in every scenario.</summary>
    public bool ClaimsNothing =>
        Steps.All(static step =>
            step.Step.Kind != StepKind.Then && step.Binding?.Method.IsDefined(typeof(ClaimsAttribute), inherit: true) != true
        );

    /// <summary>What keeps the scenario from being run, with its places; empty if nothing does.</summary>
    public IEnumerable<FeatureError> Errors =>
        from step in Steps
        from problem in step.Problems
        let message = $"{Shown(step.Step)}: {problem.Message}"
        select new FeatureError(Scenario.Feature.Path, problem.Line, problem.Column, message);

    private static string Shown(ScenarioStep step)
    {
        string text = step.ToString().TrimEnd(':');
        return text.Length <= MaxShown ? text : string.Concat(text.AsSpan(0, MaxShown), "…");
    }
}
