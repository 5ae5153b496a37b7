using System.Globalization;
using System.Reflection;
using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Vocabulary;
using JumpingVpn.Features.Wording;
using Reqnroll.Bindings;
using Reqnroll.Infrastructure;

namespace JumpingVpn.Features.Planning;

/// <summary>Says why no step definition, or more than one, answers to a step.</summary>
internal sealed class UnmatchedStep(StepVocabulary vocabulary, StepArguments arguments)
{
    // No sentence is so long; to look for its neighbours would take minutes.
    private const int MaxText = 2000;

    public PlannedStep Explain(ScenarioStep step, StepDefinitionAmbiguityReason ambiguity, IReadOnlyList<BindingMatch> candidates) =>
        ambiguity switch
        {
            StepDefinitionAmbiguityReason.AmbiguousSteps => Problem(
                step,
                StepStatus.Ambiguous,
                $"the step is ambiguous: it matches {string.Join(" and ", candidates.Select(Describe))}"
            ),
            StepDefinitionAmbiguityReason.AmbiguousScopes => Undefined(
                step,
                candidates.Select(candidate =>
                    $"{Describe(candidate)} matches, but only for {StepBinding.ScopeTextOf(candidate.StepBinding)}"
                )
            ),
            _ when candidates.Count > 0 => Refused(step, candidates),
            _ when step.Text.Length > MaxText => Problem(
                step,
                StepStatus.Undefined,
                string.Create(CultureInfo.InvariantCulture, $"there is no such step: its text has {step.Text.Length} characters")
            ),
            _ => Undefined(step, OddCharactersOf(step).Concat(OtherKinds(step)).Concat(BadArguments(step))),
        };

    private static PlannedStep Problem(ScenarioStep step, StepStatus problem, string message) =>
        new()
        {
            Step = step,
            Problem = problem,
            Message = message,
            Line = step.Line,
            Column = step.Column,
        };

    private PlannedStep Refused(ScenarioStep step, IReadOnlyList<BindingMatch> candidates)
    {
        List<(IReadOnlyList<ArgumentProblem> Problems, BindingMatch By)> refusals =
        [
            .. candidates.Select(match => (arguments.Try(match, step, out _), match)),
        ];
        ArgumentProblem? first = refusals.SelectMany(refusal => refusal.Problems).FirstOrDefault();
        return new PlannedStep
        {
            Step = step,
            Problem = StepStatus.Broken,
            Message = string.Join(
                '\n',
                refusals.Select(refusal =>
                    $"{string.Join("; ", refusal.Problems.Select(static problem => problem.Message))} (step {Describe(refusal.By)})"
                )
            ),
            Line = first?.Line ?? step.Line,
            Column = first?.Column ?? step.Column,
        };
    }

    private static string Describe(BindingMatch match)
    {
        MethodInfo method = StepVocabulary.MethodOf(match.StepBinding);
        return $"\"{match.StepBinding.SourceExpression}\" ({method.DeclaringType!.Name}.{method.Name})";
    }

    private static string Describe(StepBinding binding) => $"\"{binding.Expression}\" ({binding.MethodName})";

    private PlannedStep Undefined(ScenarioStep step, IEnumerable<string> notes) =>
        Problem(step, StepStatus.Undefined, UndefinedStep.Explain(step, vocabulary, [.. notes]));

    private IEnumerable<string> OddCharactersOf(ScenarioStep step)
    {
        string plain = OddCharacters.Straighten(step.Text);
        return plain == step.Text
            ? []
            : vocabulary
                .Registry.GetStepDefinitions()
                .Where(binding => StepBinding.KindOf(binding.StepDefinitionType) == step.Kind && (binding.Regex?.IsMatch(plain) ?? false))
                .Take(1)
                .Select(binding =>
                    $"the text has {OddCharacters.Describe(step.Text, step.ColumnOf(0))}; with straight quotes and plain spaces it is "
                    + Describe(new BindingMatch(binding, 0, [], null))
                );
    }

    private IEnumerable<string> OtherKinds(ScenarioStep step) =>
        vocabulary
            .Registry.GetStepDefinitions()
            .Where(binding => binding.Regex?.IsMatch(step.Text) ?? false)
            .Select(binding =>
                (Kind: StepBinding.KindOf(binding.StepDefinitionType), Text: Describe(new BindingMatch(binding, 0, [], null)))
            )
            .Where(other => other.Kind != step.Kind)
            .DistinctBy(other => other.Text)
            .Select(other => $"{other.Text} is a {other.Kind} step, but this one is a {step.Kind} step");

    private IEnumerable<string> BadArguments(ScenarioStep step) =>
        from binding in vocabulary.Steps
        where binding.IsCucumberExpression && binding.Kinds.Contains(step.Kind)
        from argument in LooseExpression.Arguments(binding.Expression, step.Text)
        where !ParameterText.Accepts(argument.Parameter, argument.Text, vocabulary)
        let meaning = ParameterText.SummaryOf(argument.Parameter, vocabulary)
        select $"`{argument.Text}` does not match {{{argument.Parameter}}} in {Describe(binding)}{meaning}";
}
