using JumpingVpn.Gherkin.Documents;
using JumpingVpn.Gherkin.Vocabulary;

namespace JumpingVpn.Gherkin.Running;

/// <summary>A step and the method that it would call, or the reason why it would call none.</summary>
public sealed class BoundStep
{
    internal BoundStep(ScenarioStep step, StepBinding binding, IReadOnlyList<object> arguments)
    {
        Step = step;
        Binding = binding;
        Arguments = arguments;
    }

    internal BoundStep(ScenarioStep step, StepStatus problem, string message)
    {
        Step = step;
        Problem = problem;
        Message = message;
        Arguments = [];
    }

    /// <summary>The step.</summary>
    public ScenarioStep Step { get; }

    /// <summary>The method to call, or null if there is a problem.</summary>
    public StepBinding? Binding { get; }

    /// <summary>
    /// Null if the step can be run; else <see cref="StepStatus.Undefined"/>, <see cref="StepStatus.Ambiguous"/>, or
    /// <see cref="StepStatus.Failed"/> for arguments that do not fit.
    /// </summary>
    public StepStatus? Problem { get; }

    /// <summary>The problem in plain words, for an undefined step with the snippet and the nearest steps; null if there is none.</summary>
    public string? Message { get; }

    // Texts from the expression, then the doc string, then the table: what the step file says, not converted yet.
    internal IReadOnlyList<object> Arguments { get; }
}
