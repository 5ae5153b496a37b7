using System.Globalization;
using System.Text.RegularExpressions;
using JumpingVpn.Features.Documents;

namespace JumpingVpn.Exploration.Shrinking;

/// <summary>Says the same, or nearly the same, in fewer steps.</summary>
internal static partial class Merging
{
    /// <summary>Steps that can be added up, and how the sum is written.</summary>
    private static readonly (Regex Step, Func<string, string, string> Sum)[] Rules =
    [
        (Waits(), static (count, unit) => $"{count} {unit} pass"),
        (Sends(), static (count, who) => $"{who} sends {count} messages"),
        (Exchanges(), static (count, who) => $"{who} exchanges {count} messages"),
        (HaveExchanged(), static (count, who) => $"{who} has exchanged {count} messages"),
    ];

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

            if (i + 1 < lines.Count && it.Kind == lines[i + 1].Kind && Sum(it.Text, lines[i + 1].Text) is { } sum)
            {
                yield return With(lines, i, 2, it with { Text = sum });
            }
        }
    }

    /// <summary>What two steps one after the other do, as one step; null where no step does it.</summary>
    private static string? Sum(string one, string other)
    {
        foreach ((Regex step, Func<string, string, string> sum) in Rules)
        {
            Match first = step.Match(one);
            Match second = step.Match(other);
            if (first.Success && second.Success && first.Groups["what"].Value == second.Groups["what"].Value)
            {
                return sum((Number(first) + Number(second)).ToString(CultureInfo.InvariantCulture), first.Groups["what"].Value);
            }
        }

        return null;
    }

    private static List<Line> With(IReadOnlyList<Line> lines, int at, int instead, Line line) =>
        [.. lines.Take(at), line, .. lines.Skip(at + instead)];

    private static decimal Number(Match match) =>
        match.Groups["count"] is { Success: true } count ? decimal.Parse(count.Value, CultureInfo.InvariantCulture) : 1;

    [GeneratedRegex(""" behind "[^"]+"(?= with a session on |$)""", RegexOptions.CultureInvariant)]
    private static partial Regex Behind();

    [GeneratedRegex(@"^(?<count>\d+(?:\.\d+)?) (?<what>s|ms) pass$", RegexOptions.CultureInvariant)]
    private static partial Regex Waits();

    [GeneratedRegex("""^(?<what>"[^"]+") sends (?:a message|(?<count>\d+) messages)$""", RegexOptions.CultureInvariant)]
    private static partial Regex Sends();

    [GeneratedRegex("""^(?<what>"[^"]+") exchanges (?<count>\d+) (?:more )?messages?$""", RegexOptions.CultureInvariant)]
    private static partial Regex Exchanges();

    [GeneratedRegex("""^(?<what>"[^"]+") has exchanged (?<count>\d+) messages?$""", RegexOptions.CultureInvariant)]
    private static partial Regex HaveExchanged();
}
