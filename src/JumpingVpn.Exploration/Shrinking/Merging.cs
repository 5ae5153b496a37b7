using System.Globalization;
using System.Text.RegularExpressions;
using JumpingVpn.Features.Documents;

namespace JumpingVpn.Exploration.Shrinking;

/// <summary>Says the same, or nearly the same, in fewer steps.</summary>
internal static partial class Merging
{
    private static readonly Regex[] Countable = [Waits(), Sends(), Exchanges()];

    /// <summary>The scenario with one step less, or with somebody moved out from behind a NAT, so that the NAT can go; each possible one
    /// once.</summary>
    public static IEnumerable<List<Line>> Of(IReadOnlyList<Line> lines)
    {
        for (int i = 0; i < lines.Count; i++)
        {
            Line it = lines[i];
            string inTheOpen = it.Kind == StepKind.Given && it.Source?.Table is null ? Behind().Replace(it.Text, "") : it.Text;
            if (inTheOpen != it.Text)
            {
                yield return With(lines, i, 1, it with { Text = inTheOpen });
            }

            if (i + 1 < lines.Count && Sum(it.Text, lines[i + 1].Text) is { } sum)
            {
                yield return With(lines, i, 2, lines[i + 1] with { Text = sum });
            }
        }
    }

    /// <summary>What two steps one after the other do, as one step; null where no step does it.</summary>
    private static string? Sum(string one, string other)
    {
        foreach (Regex step in Countable)
        {
            Match first = step.Match(one);
            Match second = step.Match(other);
            bool isTheSame = first.Success && second.Success && Skeleton(first) == Skeleton(second);
            if (isTheSame)
            {
                decimal sum = Number(first) + Number(second);
                Group count = second.Groups["count"];
                string text = string.Concat(
                    other.AsSpan(0, count.Index),
                    sum.ToString(CultureInfo.InvariantCulture),
                    other.AsSpan(count.Index + count.Length)
                );
                return text.EndsWith(" message", StringComparison.Ordinal) ? $"{text}s" : text;
            }
        }

        return null;
    }

    private static List<Line> With(IReadOnlyList<Line> lines, int at, int instead, Line line) =>
        [.. lines.Take(at), line, .. lines.Skip(at + instead)];

    private static decimal Number(Match match) => decimal.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture);

    private static string Skeleton(Match match) => $"{match.Groups["who"].Value} {match.Groups["unit"].Value}";

    [GeneratedRegex(""" behind "[^"]+"(?= with a session on |$)""", RegexOptions.CultureInvariant)]
    private static partial Regex Behind();

    [GeneratedRegex(@"^(?<count>\d+(?:\.\d+)?) (?<unit>s|ms|min) pass$", RegexOptions.CultureInvariant)]
    private static partial Regex Waits();

    [GeneratedRegex("""^(?<who>"[^"]+") sends (?<count>\d+) messages?$""", RegexOptions.CultureInvariant)]
    private static partial Regex Sends();

    [GeneratedRegex("""^(?<who>"[^"]+") (?:exchanges|has exchanged|can exchange) (?<count>\d+) (?:more )?messages?$""")]
    private static partial Regex Exchanges();
}
