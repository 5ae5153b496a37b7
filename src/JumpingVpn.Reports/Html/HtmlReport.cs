using System.Buffers;
using System.Text;
using System.Text.Json;
using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Running;

namespace JumpingVpn.Reports.Html;

/// <summary>
/// The report for people: one HTML file with everything in it. The plan stands first, then each scenario as it ends, so that a run that
/// dies leaves a file that opens and shows what there was.
/// </summary>
/// <param name="stream">Where it goes; owned by the report from now on.</param>
/// <param name="detail">For which scenarios pictures and attachments are kept.</param>
public sealed class HtmlReport(Stream stream, ReportDetail detail) : IReport
{
    /// <summary>The version of the data in the page; <c>docs/reports.md</c> describes it.</summary>
    public const int SchemaVersion = 3;

    // An attachment that is longer would make the page slow for one scenario that few will open.
    private const int LongestAttachment = 2_000_000;

    private const string Records = "<script type=\"text/plain\" class=\"records\">";

    // The text of an element is one string for the page, and a browser has none of more than 500 million characters.
    private const long LongestElement = 64_000_000;

    private readonly DetailBudget _budget = new(detail);
    private readonly bool _flushes = stream is FileStream;

    // Most scenarios are judged by the same invariants, whose sentences would be half of their pages.
    private readonly List<IReadOnlyList<string>> _claims = [];

    private readonly HashSet<int> _written = [];
    private long _element;
    private PlannedScenarios _planned = new([]);

    // A JSON writer on the stream itself would flush it each time.
    private readonly ArrayBufferWriter<byte> _json = new();

    /// <inheritdoc/>
    public void Start(ReportFacts facts, IReadOnlyList<ReportRun> runs)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(runs);
        Write(
            $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="{PageFiles.Policy}">
            <title>Jumping VPN: report</title>
            <style>{PageFiles.Style}</style>
            </head>
            <body>
            <div id="page"><noscript>This report is drawn by a script that is part of this file: please allow it to run.</noscript></div>
            <script>{PageFiles.Script}</script>
            {Records}

            """
        );
        _planned = new PlannedScenarios(runs);
        Record("plan", json => PlanJson.Write(json, facts, _planned, runs));
        stream.Flush();
    }

    /// <inheritdoc/>
    public void Begin(ReportRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        Write(FormattableString.Invariant($"begun {run.Number}\n"));
        if (_flushes)
        {
            stream.Flush(); // the operating system keeps it, whatever becomes of this process
        }
    }

    /// <inheritdoc/>
    public void End(ReportResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        DetailParts details = DetailsOf(result);
        int claims = ClaimsOf(result);
        WriteSteps(result.Run.Scenario);
        Record("result", json => ResultJson.WriteRow(json, result));
        Record("page", result.Run.Number, Blob.OfJson(ResultJson.Page(result, claims, Absence(details, result))));
        foreach ((string kind, byte[] blob) in details.Kept)
        {
            Record(kind, result.Run.Number, blob);
        }
    }

    /// <inheritdoc/>
    public void Finish(ReportSum sum)
    {
        ArgumentNullException.ThrowIfNull(sum);
        Record("sum", json => ResultJson.WriteSum(json, sum));
        Write("</script>\n</body>\n</html>\n");
        stream.Flush();
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    /// <summary>The picture before its attachments: it says most, and takes the least.</summary>
    private DetailParts DetailsOf(ReportResult result)
    {
        var details = new DetailParts();
        ScenarioOutcome outcome = result.Result.Outcome;
        if (result.Picture is not { } picture || !_budget.MayTake(outcome))
        {
            return details;
        }

        Keep(details, outcome, "picture", picture.Parts.WriteRecords);
        Keep(details, outcome, "trace", picture.Parts.WriteTrace);
        Keep(details, outcome, "capture", picture.Parts.WriteCapture);
        return details;
    }

    private void Keep(DetailParts details, ScenarioOutcome outcome, string kind, Action<Stream>? write)
    {
        if (write is null)
        {
            return;
        }

        byte[] blob = _budget.MayTake(outcome) ? Blob.Of(write) : [];
        if (kind != "picture" && blob.Length > LongestAttachment)
        {
            details.TooLong.Add(kind);
        }
        else if (_budget.TryTake(outcome, blob.Length))
        {
            details.Kept.Add((kind, blob));
        }
        else
        {
            details.Refused.Add(kind);
        }
    }

    /// <summary>
    /// Why there is no picture, or not all that belongs to it; null if all is there, or nothing because the budget is used up, which the
    /// page says for itself: of 10,000 scenarios it is so with most.
    /// </summary>
    private string? Absence(DetailParts details, ReportResult result) =>
        details.Kept.Count > 0 ? details.Absence
        : result.Result.Outcome == ScenarioOutcome.Skipped ? "It was not run."
        : result.Picture is null ? "Nothing happened on its network."
        : detail == ReportDetail.None ? "This report has no pictures (--report-detail none)."
        : null;

    /// <summary>The number of the claims that the scenario was judged by; those that are new are written first.</summary>
    private int ClaimsOf(ReportResult result)
    {
        IReadOnlyList<string> claims = result.Picture?.Invariants ?? [];
        int known = _claims.FindIndex(claims.SequenceEqual);
        if (known >= 0)
        {
            return known;
        }

        _claims.Add(claims);
        Record("claims", json => ResultJson.WriteTexts(json, claims));
        return _claims.Count - 1;
    }

    /// <summary>What the scenario says, once for all its runs: it would be most of their pages.</summary>
    private void WriteSteps(Scenario scenario)
    {
        int number = _planned.NumberOf(scenario);
        if (_written.Add(number))
        {
            Record("steps", number, Blob.OfJson(ResultJson.Steps(scenario)));
        }
    }

    // A record is a line, and many stand in one element.
    private void Record(string name, Action<Utf8JsonWriter> write)
    {
        // The default encoder leaves no character in a text that could end the line or the element.
        using (var json = new Utf8JsonWriter(_json, new JsonWriterOptions { SkipValidation = true }))
        {
            write(json);
        }

        Record(name, _json.WrittenSpan);
        _json.ResetWrittenCount();
    }

    private void Record(string kind, int number, byte[] blob) => Record(FormattableString.Invariant($"{kind}-{number}"), blob);

    private void Record(string name, ReadOnlySpan<byte> content)
    {
        if (_element > LongestElement)
        {
            Write($"</script>\n{Records}\n");
            _element = 0;
        }

        Write($"{name} ");
        stream.Write(content);
        Write("\n");
        _element += content.Length;
    }

    private void Write(string text) => stream.Write(Encoding.UTF8.GetBytes(text));
}
