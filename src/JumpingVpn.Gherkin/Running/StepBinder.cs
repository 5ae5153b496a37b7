using JumpingVpn.Gherkin.Documents;
using JumpingVpn.Gherkin.Reporting;
using JumpingVpn.Gherkin.Vocabulary;

namespace JumpingVpn.Gherkin.Running;

/// <summary>Looks up the methods of the steps of one scenario.</summary>
internal sealed class StepBinder(Scenario scenario, StepVocabulary vocabulary)
{
    private readonly ArgumentConverter _converter = new(vocabulary);

    public BoundScenario Bind() => new(scenario, vocabulary, [.. scenario.Steps.Select(Bind)]);

    private BoundStep Bind(ScenarioStep step)
    {
        var ofKind = vocabulary.Steps.Where(binding => binding.Kinds.Contains(step.Kind));
        var matching = ofKind.Select(binding => StepMatch.Try(binding, step, scenario)).OfType<StepMatch>().ToList();
        var fitting = matching.Where(match => match.Fit >= 0 && ArgumentProblem(match) is null)
            .GroupBy(match => match.Binding.Method)
            .Select(group => group.MaxBy(match => match.Fit)!)
            .ToList();
        var best = fitting.Where(match => match.Fit == fitting.Max(other => other.Fit)).ToList();
        return best.Count switch
        {
            0 => Unfitting(step, matching),
            1 => TryOut(step, best[0]),
            _ => new BoundStep(step, StepStatus.Ambiguous, Ambiguity(best)),
        };
    }

    private static string Ambiguity(List<StepMatch> matches) =>
        $"the step is ambiguous: it matches {string.Join(" and ", matches.Select(Describe))}";

    private static string Describe(StepMatch match) => $"\"{match.Binding.Expression}\" ({match.Binding.Call.Name})";

    private BoundStep Unfitting(ScenarioStep step, List<StepMatch> matching)
    {
        var inScope = matching.Where(match => match.Fit >= 0).ToList();
        if (inScope.Count > 0)
        {
            var problems = inScope.Select(match => $"{ArgumentProblem(match)} (step {Describe(match)})");
            return new BoundStep(step, StepStatus.Failed, string.Join("\n", problems));
        }

        var notes = matching.Select(match => $"{Describe(match)} matches, but only for {match.Binding.ScopeText}")
            .Concat(OtherKinds(step))
            .Concat(BadArguments(step))
            .ToList();
        return new BoundStep(step, StepStatus.Undefined, UndefinedStep.Explain(step, vocabulary, notes));
    }

    private IEnumerable<string> OtherKinds(ScenarioStep step) => vocabulary.Steps
        .Where(binding => !binding.Kinds.Contains(step.Kind) && binding.Regex.IsMatch(step.Text))
        .Select(binding =>
            $"\"{binding.Expression}\" ({binding.Call.Name}) is a {binding.Kinds[0]} step, but this one is a {step.Kind} step");

    private IEnumerable<string> BadArguments(ScenarioStep step) =>
        from binding in vocabulary.Steps
        where binding.Kinds.Contains(step.Kind)
        from misfit in binding.Patterns?.Misfits(step.Text) ?? []
        select $"`{misfit.Argument}` is no {{{misfit.Type.Name}}} for \"{binding.Expression}\" ({binding.Call.Name})"
            + (misfit.Type.Summary.Length > 0 ? $": {misfit.Type.Summary}" : string.Empty);

    private string? ArgumentProblem(StepMatch match)
    {
        var types = match.Binding.Call.ParameterTypes;
        if (match.Arguments.Count != types.Length)
        {
            return match.ExplainCount();
        }

        for (var i = 0; i < types.Length; i++)
        {
            if (!_converter.CanConvert(match.Arguments[i], types[i], out var problem))
            {
                return problem;
            }
        }

        return null;
    }

    // What needs nothing from the scenario is converted once now, so that a bad unit shows before anything runs.
    private BoundStep TryOut(ScenarioStep step, StepMatch match)
    {
        var nothing = new ObjectContainer();
        var types = match.Binding.Call.ParameterTypes;
        for (var i = 0; i < types.Length; i++)
        {
            try
            {
                if (_converter.IsPure(match.Arguments[i], types[i]))
                {
                    _converter.Convert(match.Arguments[i], types[i], nothing);
                }
            }
            catch (Exception exception)
            {
                return new BoundStep(step, StepStatus.Failed, exception.Message);
            }
        }

        nothing.DisposeAll();
        return new BoundStep(step, match.Binding, match.Arguments);
    }
}
