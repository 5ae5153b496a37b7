using System.Text.RegularExpressions;
using JumpingVpn.Features.Documents;

namespace JumpingVpn.Exploration.Trials;

/// <summary>
/// Takes a sentence that makes a client and its session apart into the two that it represents, so that faults can be set between them. The
/// scenario leaves the same trace.
/// </summary>
internal static partial class Unfolding
{
    public static Scenario Of(Scenario scenario) => scenario with { Steps = [.. scenario.Steps.SelectMany(Of)] };

    private static IEnumerable<ScenarioStep> Of(ScenarioStep step)
    {
        Match match = WithSession().Match(step.Text);
        if (!match.Success || step.Table is not null || step.Kind != StepKind.Given)
        {
            yield return step;
            yield break;
        }

        yield return step with
        {
            Text = match.Groups["client"].Value,
            TextColumn = null,
        };
        yield return step with
        {
            Keyword = "And",
            Text = $"{match.Groups["name"].Value} has started a session on {match.Groups["gateway"].Value}",
            TextColumn = null,
        };
    }

    [GeneratedRegex(
        """^(?<client>a client (?<name>"[^"]+")(?: behind "[^"]+")?) with a session on (?<gateway>"[^"]+")$""",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex WithSession();
}
