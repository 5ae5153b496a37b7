using System.Text.RegularExpressions;

namespace JumpingVpn.Cli.Tests.CompatibilityKit;

/// <summary>What the command prints about one scenario: a line with its mark, and below it, if it went wrong, its steps.</summary>
/// <param name="Mark">How it ended.</param>
/// <param name="Title">The feature and the scenario.</param>
/// <param name="Lines">What stands below the title.</param>
internal sealed partial record KitReport(char Mark, string Title, IReadOnlyList<string> Lines)
{
    /// <summary>The scenarios in the order of the output.</summary>
    public static IReadOnlyList<KitReport> Read(string output)
    {
        List<KitReport> reports = [];
        List<string> below = [];
        foreach (string line in output.Split('\n'))
        {
            if (TitleLine().Match(line) is { Success: true } title)
            {
                below = [];
                reports.Add(new KitReport(line[0], title.Groups[1].Value, below));
            }
            else if (line.StartsWith("    ", StringComparison.Ordinal))
            {
                below.Add(line);
            }
            else
            {
                // The sums, and what did not pass once more.
                below = [];
            }
        }

        return reports;
    }

    public KitOutcome OutcomeOf(KitScenario scenario)
    {
        string[] steps =
        [
            .. Lines.Select(line => StepLine().Match(line)).Where(step => step.Success).Select(step => StatusOf(step.Groups[1].Value[0])),
        ];
        bool runBroke = Lines.Any(line => line.Contains("a [BeforeTestRun] hook failed", StringComparison.Ordinal));
        return runBroke ? new KitOutcome(scenario.Name, KitOutcome.NotRun, [])
            : Mark == '✓' ? new KitOutcome(scenario.Name, KitOutcome.Passed, [.. scenario.Steps.Select(_ => KitOutcome.Passed)])
            : KitOutcome.Told(scenario.Name, Mark == '-' ? KitOutcome.Skipped : Wrong, steps);
    }

    private string Wrong =>
        Mark == '✗' ? KitOutcome.Failed
        : Lines.Any(line => line.EndsWith(": The step definition is not implemented.", StringComparison.Ordinal)) ? KitOutcome.Pending
        : "broken";

    private string StatusOf(char mark) =>
        mark switch
        {
            '✓' => KitOutcome.Passed,
            '-' => KitOutcome.Skipped,
            _ => Wrong,
        };

    [GeneratedRegex(@"^[✓✗!-] (.+) \[sim\]$")]
    private static partial Regex TitleLine();

    [GeneratedRegex("^ {8}([✓✗-]) ")]
    private static partial Regex StepLine();
}
