using System.Text;
using System.Text.RegularExpressions;

namespace JumpingVpn.Features.Vocabulary;

/// <summary>
/// A cucumber expression with any text in place of each parameter: it tells a bad argument from another step. Only for messages: what
/// matches is Reqnroll's to say.
/// </summary>
internal static partial class LooseExpression
{
    /// <summary>The texts that stand where the parameters do, with the parameters' names; empty if the words differ, too.</summary>
    public static IReadOnlyList<(string Parameter, string Text)> Arguments(string expression, string text)
    {
        var names = Parts().Matches(expression).Where(part => part.Value[0] == '{').Select(part => part.Value[1..^1]).ToList();
        if (names.Count == 0 || !Parts().Replace(expression, string.Empty).Any(char.IsLetter))
        {
            return [];
        }

        Match match = Regex.Match(text, PatternOf(expression), RegexOptions.CultureInvariant);
        return match.Success ? [.. names.Select((name, index) => (name, match.Groups[index + 1].Value))] : [];
    }

    private static string PatternOf(string expression)
    {
        var pattern = new StringBuilder("^");
        int position = 0;
        foreach (Match part in Parts().Matches(expression))
        {
            pattern.Append(Words(expression[position..part.Index]));
            pattern.Append(part.Value[0] == '{' ? "(.+)" : $"(?:{Regex.Escape(part.Value[1..^1])})?");
            position = part.Index + part.Length;
        }

        return pattern.Append(Words(expression[position..])).Append('$').ToString();
    }

    // `is/are` is one word or the other.
    private static string Words(string text) =>
        Choice()
            .Replace(
                Regex.Escape(text.Replace("\\", string.Empty, StringComparison.Ordinal)),
                match => $"(?:{match.Value.Replace('/', '|')})"
            );

    [GeneratedRegex(@"\{[^{}]*\}|(?<!\\)\([^()]*\)")]
    private static partial Regex Parts();

    [GeneratedRegex(@"[\w]+(?:/[\w]+)+")]
    private static partial Regex Choice();
}
