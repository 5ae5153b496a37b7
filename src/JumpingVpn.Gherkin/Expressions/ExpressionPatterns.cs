using System.Text.RegularExpressions;

namespace JumpingVpn.Gherkin.Expressions;

/// <summary>A cucumber expression as regular expressions, anchored at both ends.</summary>
/// <param name="Strict">Matches what the expression matches; the groups are the arguments.</param>
/// <param name="Loose">The same with any text in place of each parameter: it tells a bad argument from another step.</param>
/// <param name="Parameters">The parameter types in order.</param>
internal sealed record ExpressionPatterns(string Strict, string Loose, IReadOnlyList<ParameterType> Parameters)
{
    /// <summary>If only arguments keep a text from matching: those arguments, and the types that do not accept them.</summary>
    public IReadOnlyList<(string Argument, ParameterType Type)> Misfits(string text)
    {
        var match = Parameters.Count == 0 || !HasWords() ? Match.Empty : Regex.Match(text, Loose, RegexOptions.CultureInvariant);
        return match.Success
            ? [.. Parameters.Select((type, index) => (match.Groups[index + 1].Value, type)).Where(pair => !pair.type.Accepts(pair.Value))]
            : [];
    }

    // An expression of parameters alone would match everything.
    private bool HasWords() => Loose.Replace("(.+)", string.Empty, StringComparison.Ordinal).Any(char.IsLetter);
}
