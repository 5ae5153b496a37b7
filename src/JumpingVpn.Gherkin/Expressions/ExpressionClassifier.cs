using System.Text.RegularExpressions;

namespace JumpingVpn.Gherkin.Expressions;

/// <summary>Decides what an expression is when its attribute does not say so, by the rules of Reqnroll 3.3.</summary>
internal static partial class ExpressionClassifier
{
    /// <summary>
    /// Anchors mean regular expression; else a parameter means cucumber expression; else <c>(…*)</c>, <c>(…+)</c>, <c>.*</c>,
    /// <c>\d+</c> and <c>\.</c> mean regular expression; everything else is a cucumber expression.
    /// </summary>
    public static bool IsCucumberExpression(string expression) =>
        !expression.StartsWith('^') && !expression.EndsWith('$')
        && (Parameter().IsMatch(expression) || !TypicalOfRegex().IsMatch(expression));

    [GeneratedRegex(@"\{\w*\}")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\([^)]+[*+]\)|\.\*|\\d\+|\\\.")]
    private static partial Regex TypicalOfRegex();
}
