using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Vocabulary;
using Reqnroll.Bindings;

namespace JumpingVpn.Features.Planning;

/// <summary>A step and the method that it would call, or the reason why it would call none.</summary>
public sealed record PlannedStep
{
    /// <summary>The step.</summary>
    public required ScenarioStep Step { get; init; }

    /// <summary>The sentence of the vocabulary that matches; null if none does, or several do.</summary>
    public StepBinding? Binding { get; init; }

    /// <summary>
    /// Null if the step can be run; else <see cref="StepStatus.Undefined"/>, <see cref="StepStatus.Ambiguous"/>, or
    /// <see cref="StepStatus.Broken"/> for arguments that cannot be.
    /// </summary>
    public StepStatus? Problem { get; init; }

    /// <summary>The problem in plain words, for an undefined step with the nearest steps and a snippet; null if there is none.</summary>
    public string? Message { get; init; }

    /// <summary>The line of the problem: the step's, or that of a row below it.</summary>
    public int Line { get; init; }

    /// <summary>The column of the problem, the first being 1: that of the argument where one is to blame, else that of the
    /// keyword.</summary>
    public int Column { get; init; }

    /// <summary>What the method gets, as far as it could be made without running the scenario; else what the file says.</summary>
    internal IReadOnlyList<object?> Arguments { get; init; } = [];

    internal BindingMatch? Match { get; init; }

    /// <summary>The problems after the first.</summary>
    internal IReadOnlyList<ArgumentProblem> FurtherProblems { get; init; } = [];

    /// <summary>All problems with the arguments, the first included.</summary>
    internal IEnumerable<ArgumentProblem> Problems =>
        Problem is null ? [] : FurtherProblems.Prepend(new ArgumentProblem(Message!, Line, Column));

    /// <summary>The step with what else is wrong with its arguments.</summary>
    internal PlannedStep WithMore(IEnumerable<ArgumentProblem> problems)
    {
        ArgumentProblem[] all = [.. Problems, .. problems];
        return this with
        {
            Problem = StepStatus.Broken,
            Message = all[0].Message,
            Line = all[0].Line,
            Column = all[0].Column,
            FurtherProblems = all[1..],
        };
    }
}
