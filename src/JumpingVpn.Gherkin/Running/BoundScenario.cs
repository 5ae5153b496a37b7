using JumpingVpn.Gherkin.Documents;
using JumpingVpn.Gherkin.Vocabulary;

namespace JumpingVpn.Gherkin.Running;

/// <summary>A scenario whose steps have been looked up. It can be run any number of times, on any thread.</summary>
public sealed class BoundScenario
{
    internal BoundScenario(Scenario scenario, StepVocabulary vocabulary, IReadOnlyList<BoundStep> steps)
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
    public IReadOnlyList<BoundStep> Steps { get; }

    /// <summary>True if every step can be run.</summary>
    public bool IsRunnable => Steps.All(step => step.Problem is null);
}
