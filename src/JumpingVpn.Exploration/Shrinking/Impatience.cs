using System.Text.RegularExpressions;
using JumpingVpn.Features.Documents;

namespace JumpingVpn.Exploration.Shrinking;

/// <summary>Turns a step that waits for something, and fails where that does not come, into one that does the same and does not
/// wait.</summary>
internal static partial class Impatience
{
    private static readonly (Regex Waits, string Instead)[] Rules =
    [
        (HasStarted(), "${who} starts a session on ${gateway} without waiting for the answer"),
        (Reattaches(), "${who} reattaches from a new socket without waiting for the answer"),
        (Exchanges(), "${who} sends ${count} messages"),
    ];

    /// <summary>The steps instead; none if there is no such step.</summary>
    public static IReadOnlyList<Line> Of(Line line)
    {
        foreach ((Regex waits, string instead) in Rules)
        {
            if (line.Source?.Table is null && waits.IsMatch(line.Text))
            {
                string text = waits.Replace(line.Text, instead).Replace(" 1 messages", " a message", StringComparison.Ordinal);
                return [new Line(StepKind.When, text, null), new Line(StepKind.When, "10 s pass", null)];
            }
        }

        Match within = Within().Match(line.Text);
        return line.Kind == StepKind.Then && within.Success ? [new Line(StepKind.When, $"{within.Groups["time"].Value} pass", null)] : [];
    }

    [GeneratedRegex("""\bwithin (?<time>\d+(?:\.\d+)? (?:ms|s|min|h))(?: a line with:)?$""")]
    private static partial Regex Within();

    [GeneratedRegex("""^(?<who>"[^"]+") (?:has started a session|starts a (?:new )?session) on (?<gateway>"[^"]+")$""")]
    private static partial Regex HasStarted();

    [GeneratedRegex("""^(?<who>"[^"]+") (?:reattaches from a new socket|has reattached once)$""")]
    private static partial Regex Reattaches();

    [GeneratedRegex("""^(?<who>"[^"]+") (?:exchanges|can exchange|has exchanged) (?<count>\d+) (?:more )?messages?$""")]
    private static partial Regex Exchanges();
}
