using JumpingVpn.Gherkin.Documents;
using JumpingVpn.Gherkin.Vocabulary;

namespace JumpingVpn.Gherkin.Running;

/// <summary>A step whose text matches the expression of a binding.</summary>
internal sealed record StepMatch(StepBinding Binding, ScenarioStep Step, IReadOnlyList<object> Arguments, int Fit)
{
    public static StepMatch? Try(StepBinding binding, ScenarioStep step, Scenario scenario)
    {
        var match = binding.Regex.Match(step.Text);
        if (!match.Success)
        {
            return null;
        }

        var arguments = match.Groups.Values.Skip(1).Where(group => group.Success).Select(group => (object)group.Value).ToList();
        if (step.DocString is not null)
        {
            arguments.Add(step.DocString);
        }

        if (step.Table is not null)
        {
            arguments.Add(step.Table.ToDataTable());
        }

        return new StepMatch(binding, step, arguments, binding.Scope.Fit(scenario));
    }

    /// <summary>Says what is missing or too much below the step.</summary>
    public string ExplainCount()
    {
        var types = Binding.Call.ParameterTypes;
        var missing = Arguments.Count < types.Length;
        return (missing, types.LastOrDefault()) switch
        {
            (true, var last) when typeof(Table).IsAssignableFrom(last) && Step.Table is null =>
                "the step wants a table below it: expected rows like `| … |` on the next lines",
            (true, var last) when last == typeof(string) && Step.DocString is null =>
                "the step wants a doc string below it: expected `\"\"\"` on the next line",
            (false, _) when Step.Table is not null => "the step takes no table, but there is one below it",
            (false, _) when Step.DocString is not null => "the step takes no doc string, but there is one below it",
            _ => $"the step yields {Arguments.Count} arguments, but {Binding.Call.Name} takes {types.Length}",
        };
    }
}
