using System.Text;
using System.Text.RegularExpressions;
using JumpingVpn.Gherkin.Documents;
using JumpingVpn.Gherkin.Expressions;

namespace JumpingVpn.Gherkin.Reporting;

/// <summary>Writes the method that a new step needs, ready to be pasted into a binding class.</summary>
public static partial class StepSnippet
{
    /// <summary>Guesses the expression of a step: quoted texts become <c>{string}</c>, numbers <c>{int}</c> or <c>{float}</c>.</summary>
    /// <param name="step">The step.</param>
    /// <returns>An attribute and a method, four lines long, that compiles in a class with the usual usings.</returns>
    public static string For(ScenarioStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        var expression = new StringBuilder();
        var name = new StringBuilder(step.Kind.ToString());
        var parameters = new List<string>();
        var position = 0;
        foreach (Match match in Arguments().Matches(step.Text))
        {
            AppendText(expression, name, step.Text[position..match.Index]);
            var (parameter, type) = TypeOf(match.Value);
            expression.Append(parameter);
            parameters.Add($"{type} p{parameters.Count}");
            position = match.Index + match.Length;
        }

        AppendText(expression, name, step.Text[position..]);
        if (step.DocString is not null)
        {
            parameters.Add("string docString");
        }

        if (step.Table is not null)
        {
            parameters.Add("DataTable table");
        }

        return Method(step.Kind, expression.ToString(), name.ToString(), parameters);
    }

    private static string Method(StepKind kind, string expression, string name, List<string> parameters)
    {
        var literal = expression.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        var type = ExpressionClassifier.IsCucumberExpression(expression)
            ? string.Empty
            : $", ExpressionType = {nameof(ExpressionType)}.{nameof(ExpressionType.CucumberExpression)}";
        return $"[{kind}(\"{literal}\"{type})]\n"
            + $"public void {name}({string.Join(", ", parameters)})\n"
            + "{\n    throw new PendingStepException();\n}\n";
    }

    private static (string Parameter, string Type) TypeOf(string argument) => argument[0] switch
    {
        '"' or '\'' => ("{string}", "string"),
        _ when argument.Contains('.', StringComparison.Ordinal) => ("{float}", "float"),
        _ => ("{int}", "int"),
    };

    private static void AppendText(StringBuilder expression, StringBuilder name, string text)
    {
        expression.Append(Special().Replace(text, @"\$0"));
        foreach (Match word in Words().Matches(text))
        {
            name.Append(char.ToUpperInvariant(word.Value[0])).Append(word.Value.AsSpan(1));
        }
    }

    [GeneratedRegex("""\"[^"\\]*\"|(?<!\w)'[^'\\]*'(?!\w)|(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])""")]
    private static partial Regex Arguments();

    [GeneratedRegex(@"[(){}/\\]")]
    private static partial Regex Special();

    [GeneratedRegex("[A-Za-z0-9]+")]
    private static partial Regex Words();
}
