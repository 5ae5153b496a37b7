using System.Globalization;
using System.Reflection;
using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Tags;
using JumpingVpn.Features.Vocabulary;
using Reqnroll.Bindings;
using Reqnroll.BoDi;
using Reqnroll.Infrastructure;
using Table = Reqnroll.Table;

namespace JumpingVpn.Features.Planning;

/// <summary>Looks up the steps of scenarios and tries their arguments, before anything runs. One thread at a time.</summary>
public sealed class ScenarioPlanner
{
    private readonly StepVocabulary _vocabulary;
    private readonly IStepDefinitionMatchService _matches;
    private readonly StepArguments _arguments;
    private readonly UnmatchedStep _unmatched;
    private readonly NameCheck _names = new();
    private readonly SortedDictionary<string, StepBinding> _bindings = new(StringComparer.Ordinal);
    private readonly bool _scoped;

    // A sentence means the same wherever it stands, unless some step definition is scoped.
    private readonly Dictionary<(StepKind Kind, string Text, bool DocString, bool Table), PlannedStep> _known = [];

    /// <summary>Creates a planner.</summary>
    /// <param name="vocabulary">The steps; it stays the caller's.</param>
    public ScenarioPlanner(StepVocabulary vocabulary)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        _vocabulary = vocabulary;
        IObjectContainer container = vocabulary.Planner.TestThreadContext.TestThreadContainer;
        _matches = container.Resolve<IStepDefinitionMatchService>();
        _arguments = new StepArguments(container);
        _unmatched = new UnmatchedStep(vocabulary, _arguments);
        _scoped = vocabulary.Registry.GetStepDefinitions().Any(binding => binding.IsScoped);
        foreach (StepBinding binding in vocabulary.Steps)
        {
            _bindings.TryAdd(KeyOf(binding), binding);
        }
    }

    /// <summary>Plans a scenario.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="stop">Ends it between two steps.</param>
    /// <returns>Its steps with their methods, or with what is wrong.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public PlannedScenario Plan(Scenario scenario, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        if (_vocabulary.Problems.Count > 0)
        {
            return new PlannedScenario(scenario, _vocabulary, [.. scenario.Steps.Select(Unplanned)]);
        }

        return new PlannedScenario(scenario, _vocabulary, _names.Check([.. scenario.Steps.Select(step => Plan(step, scenario, stop))]));
    }

    private static PlannedStep Unplanned(ScenarioStep step) =>
        new()
        {
            Step = step,
            Problem = StepStatus.Broken,
            Message = "the step vocabulary has errors, so no step can be looked up",
            Line = step.Line,
            Column = step.Column,
        };

    private static string KeyOf(StepBinding binding) =>
        string.Create(CultureInfo.InvariantCulture, $"{binding.Method.Module.Name} {binding.Method.MetadataToken} {binding.Expression}");

    private static string KeyOf(IStepDefinitionBinding binding)
    {
        MethodInfo method = StepVocabulary.MethodOf(binding);
        return string.Create(CultureInfo.InvariantCulture, $"{method.Module.Name} {method.MetadataToken} {binding.SourceExpression}");
    }

    private PlannedStep Plan(ScenarioStep step, Scenario scenario, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        (StepKind Kind, string Text, bool, bool) key = (step.Kind, step.Text, step.DocString is not null, step.Table is not null);
        if (!_scoped && step.Table is null && step.DocString is null && _known.TryGetValue(key, out PlannedStep? known))
        {
            return At(step, known);
        }

        PlannedStep planned = Look(step, scenario);
        _known[key] = planned;
        return planned;
    }

    /// <summary>The same answer for a step of the same words somewhere else.</summary>
    private static PlannedStep At(ScenarioStep step, PlannedStep known)
    {
        return known with
        {
            Step = step,
            Line = step.Line,
            Column = Moved(known.Column),
            FurtherProblems =
            [
                .. known.FurtherProblems.Select(problem => problem with { Line = step.Line, Column = Moved(problem.Column) }),
            ],
        };

        int Moved(int column) =>
            column == known.Step.Column || known.Step.TextColumn is not { } text ? step.Column : step.ColumnOf(column - text);
    }

    private PlannedStep Look(ScenarioStep step, Scenario scenario)
    {
        StepInstance instance = InstanceOf(step, scenario);
        BindingMatch match = _matches.GetBestMatch(
            instance,
            CultureInfo.InvariantCulture,
            out StepDefinitionAmbiguityReason ambiguity,
            out List<BindingMatch>? candidates
        );
        if (!match.Success)
        {
            return _unmatched.Explain(step, ambiguity, candidates);
        }

        IReadOnlyList<ArgumentProblem> problems = _arguments.Try(match, step, out IReadOnlyList<object?>? arguments);
        var planned = new PlannedStep
        {
            Step = step,
            Binding = _bindings[KeyOf(match.StepBinding)],
            Match = match,
            Arguments = arguments,
            Line = step.Line,
            Column = step.Column,
        };
        return problems.Count == 0 ? planned : planned.WithMore(problems);
    }

    private static StepInstance InstanceOf(ScenarioStep step, Scenario scenario)
    {
        var context = new StepContext(scenario.Feature.Name, scenario.Title, BareTags.Of(scenario.Tags), CultureInfo.InvariantCulture);
        (StepDefinitionType type, StepDefinitionKeyword keyword) = step.Kind switch
        {
            StepKind.Given => (StepDefinitionType.Given, StepDefinitionKeyword.Given),
            StepKind.When => (StepDefinitionType.When, StepDefinitionKeyword.When),
            _ => (StepDefinitionType.Then, StepDefinitionKeyword.Then),
        };
        Table? table = step.Table?.ToDataTable();
        return new StepInstance(type, keyword, step.Keyword + " ", step.Text, step.DocString, table, context);
    }
}
