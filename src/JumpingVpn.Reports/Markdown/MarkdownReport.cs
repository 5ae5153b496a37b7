using System.Globalization;
using System.Text;
using JumpingVpn.Features.Running;

namespace JumpingVpn.Reports.Markdown;

/// <summary>Markdown for the summary of a CI job (GitHub's job summaries, GitLab's comments): the sums, and what did not pass.</summary>
/// <remarks>The totals come first and are known last. Until then the file says that the run has not ended, and lists what did not pass so
/// far. If the program is killed, this is what remains.</remarks>
/// <param name="stream">Where it goes; owned by the report from now on. One that cannot seek gets everything at the end.</param>
public sealed class MarkdownReport(Stream stream) : IReport
{
    // GitHub cuts a summary at 1 MiB and shows nothing of one that is longer.
    private const int MostShown = 200;
    private const int MostBytes = 900_000;
    private const int LongestName = 300;
    private const int LongestMessage = 1_500;

    private readonly SortedDictionary<ScenarioOutcome, int> _counts = [];
    private readonly StringBuilder _trouble = new();
    private ReportFacts? _facts;
    private int _planned;
    private int _shown;
    private int _bytes;
    private int _left;

    /// <inheritdoc/>
    public void Start(ReportFacts facts, IReadOnlyList<ReportRun> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        _facts = facts;
        _planned = runs.Count;
        if (stream.CanSeek)
        {
            string title = "## ⚠️ The run has not ended\n\nIt is still under way, or the program was killed: results are missing.\n\n";
            Write(title + CommandLine());
        }
    }

    /// <inheritdoc/>
    public void Begin(ReportRun run) { }

    /// <inheritdoc/>
    public void End(ReportResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        ScenarioOutcome outcome = result.Result.Outcome;
        _counts[outcome] = _counts.GetValueOrDefault(outcome) + 1;
        if (outcome is not (ScenarioOutcome.Failed or ScenarioOutcome.Broken))
        {
            return;
        }

        string shown = _shown < MostShown ? Show(result, outcome) : string.Empty;
        int bytes = Encoding.UTF8.GetByteCount(shown);
        if (shown.Length == 0 || _bytes + bytes > MostBytes)
        {
            _left++;
            return;
        }

        _shown++;
        _bytes += bytes;
        _trouble.Append(shown);
        if (stream.CanSeek)
        {
            Write(shown);
        }
    }

    /// <inheritdoc/>
    public void Finish(ReportSum sum)
    {
        ArgumentNullException.ThrowIfNull(sum);
        int Count(ScenarioOutcome outcome) => _counts.GetValueOrDefault(outcome);
        int failed = Count(ScenarioOutcome.Failed) + sum.Complaints.Count;
        int notRun = _planned - _counts.Values.Sum();
        var text = new StringBuilder();
        text.Append(
            failed + Count(ScenarioOutcome.Broken) > 0
                ? $"## ❌ Scenarios failed{(sum.IsCutShort ? ", and the run was interrupted" : string.Empty)}\n\n"
            : sum.IsCutShort ? "## ⚠️ The run was interrupted\n\n"
            : notRun > 0 ? "## ✅ All scenarios that were run passed\n\n"
            : "## ✅ All scenarios passed\n\n"
        );
        text.Append("| passed | failed | broken | skipped | not run | time |\n|---:|---:|---:|---:|---:|---:|\n");
        text.Append(
            CultureInfo.InvariantCulture,
            $"| {Count(ScenarioOutcome.Passed)} | {failed} | {Count(ScenarioOutcome.Broken)} | {Count(ScenarioOutcome.Skipped)} "
        );
        text.Append(CultureInfo.InvariantCulture, $"| {notRun} | {sum.Elapsed.TotalSeconds:F1} s |\n\n");
        text.Append(CommandLine());
        foreach (string complaint in sum.Complaints)
        {
            text.Append("\n- ").Append(MarkdownText.Plain(complaint)).Append('\n');
        }

        text.Append(_trouble);
        if (_left > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{_left} more did not pass and are not listed.\n");
        }

        if (stream.CanSeek && stream.Length > 0)
        {
            stream.SetLength(0);
        }

        Write(text.ToString());
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private string CommandLine() => $"Command: {MarkdownText.Code(_facts?.Command ?? string.Empty)}\n";

    private void Write(string text)
    {
        stream.Write(Encoding.UTF8.GetBytes(text));
        stream.Flush(); // the system keeps it if the program is killed
    }

    private static string Short(string name) => CutText.To(LongestName, name);

    private static string Show(ReportResult result, ScenarioOutcome outcome)
    {
        string message = CutText.To(LongestMessage, result.Result.Message ?? string.Empty);
        string word = outcome == ScenarioOutcome.Broken ? "broken" : "failed";
        StringBuilder text = new StringBuilder("\n### ")
            .Append(
                MarkdownText.Plain($"{Short(result.Run.Scenario.Feature.Name)} › {Short(result.Run.Scenario.Name)} [{result.Run.Backend}]")
            )
            .Append("\n\n")
            .Append(MarkdownText.Code(result.Result.Location))
            .Append(CultureInfo.InvariantCulture, $" {word} under seed {result.Run.Seed}");
        if (result.Result.FailedStep is { } step)
        {
            text.Append(", at the step ").Append(MarkdownText.Code(CutText.To(LongestMessage, step.Step.ToString())));
        }

        text.Append(":\n\n").Append(MarkdownText.Block(message)).Append("\nReplay:\n\n").Append(MarkdownText.Block(result.Run.Replay));
        return text.ToString();
    }
}
