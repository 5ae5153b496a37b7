using System.Text;
using System.Text.RegularExpressions;
using JumpingVpn.Features.Documents;
using Reqnroll;
using Reqnroll.Bindings.CucumberExpressions;

namespace JumpingVpn.Features.Planning;

/// <summary>Writes the file that a new step needs, ready to be saved into a project of steps.</summary>
public static partial class StepSnippet
{
    private static readonly CucumberExpressionDetector Detector = new();

    /// <summary>Guesses the expression of a step: quoted texts become <c>{string}</c>, numbers <c>{int}</c> or <c>{float}</c>.</summary>
    /// <param name="step">The step.</param>
    /// <returns>A whole file of C# that compiles in a project with a reference to Reqnroll and implicit usings.</returns>
    public static string For(ScenarioStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        var expression = new StringBuilder();
        var name = new StringBuilder(step.Kind.ToString());
        var parameters = new List<string>();
        int position = 0;
        foreach (Match match in Arguments().Matches(step.Text))
        {
            AppendText(expression, name, step.Text[position..match.Index]);
            (string? parameter, string? type) = TypeOf(match.Value);
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

        return File(step.Kind, expression.ToString(), name.ToString(), parameters);
    }

    private static string File(StepKind kind, string expression, string name, List<string> parameters)
    {
        string literal = expression.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        string type = Detector.IsCucumberExpression(expression)
            ? string.Empty
            : $", ExpressionType = {nameof(ExpressionType)}.{nameof(ExpressionType.CucumberExpression)}";
        return $$"""
            using Reqnroll;

            namespace OwnSteps;

            /// <summary>Our own step.</summary>
            [Binding]
            public sealed class {{name}}Step
            {
                /// <summary>Say here what the step does: `jumpingvpn steps` shows it.</summary>
                [{{kind}}("{{literal}}"{{type}})]
                public void {{name}}({{string.Join(", ", parameters)}})
                {
                    throw new PendingStepException();
                }
            }

            """.ReplaceLineEndings("\n");
    }

    private static (string Parameter, string Type) TypeOf(string argument) =>
        argument[0] switch
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
