using System.Text.Json;
using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Planning;
using JumpingVpn.Features.Running;

namespace JumpingVpn.Reports.Html;

/// <summary>What became of a scenario as the page reads it: a short row for the overview, and its own page.</summary>
internal static class ResultJson
{
    private const int LongestSummary = 300;
    private const int MostLines = 2_000;

    public static void WriteRow(Utf8JsonWriter json, ReportResult result)
    {
        json.WriteStartArray();
        json.WriteNumberValue(result.Run.Number);
        json.WriteStringValue(Word(result.Result.Outcome));
        json.WriteNumberValue(Math.Round(result.Elapsed.TotalMilliseconds, 2));
        json.WriteNumberValue(result.Picture?.VirtualTime.Ticks ?? 0);
        string summary = result.Result.Message?.Split('\n', 2)[0] ?? string.Empty;
        json.WriteStringValue(CutText.To(LongestSummary, summary));
        json.WriteEndArray();
    }

    public static void WriteSum(Utf8JsonWriter json, ReportSum sum)
    {
        json.WriteStartObject();
        json.WriteNumber("milliseconds", Math.Round(sum.Elapsed.TotalMilliseconds, 1));
        json.WriteBoolean("isCutShort", sum.IsCutShort);
        json.WritePropertyName("complaints");
        WriteTexts(json, sum.Complaints.Take(MostLines));
        json.WriteEndObject();
    }

    public static void WriteTexts(Utf8JsonWriter json, IEnumerable<string> texts)
    {
        json.WriteStartArray();
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    /// <summary>What a scenario says: for each step what stands in the file.</summary>
    public static byte[] Steps(Scenario scenario) =>
        Object(json =>
        {
            json.WriteString("description", scenario.Description);
            json.WriteStartArray("steps");
            foreach (ScenarioStep step in scenario.Steps)
            {
                WriteStep(json, step);
            }

            json.WriteEndArray();
        });

    public static byte[] Page(ReportResult result, int claims, string? absence) =>
        Object(json =>
        {
            json.WriteStartArray("steps");
            for (int i = 0; i < result.Result.Steps.Count; i++)
            {
                WriteStepResult(json, result.Result.Steps[i], result.Picture?.VirtualTimeOf(i));
            }

            json.WriteEndArray();
            WriteText(json, "message", result.Result.Message);
            WriteText(json, "error", result.Result.Error?.ToString());
            WriteLines(json, "hookErrors", result.Result.HookErrors);
            WriteLines(json, "output", result.Result.Output);
            WriteLines(json, "attachments", result.Result.Attachments);
            json.WriteNumber("claims", claims);
            json.WriteStartArray("ledger");
            foreach ((string word, long count) in result.Picture?.Ledger ?? [])
            {
                json.WriteStartArray();
                json.WriteStringValue(word);
                json.WriteNumberValue(count);
                json.WriteEndArray();
            }

            json.WriteEndArray();
            WriteText(json, "absence", absence);
        });

    private static byte[] Object(Action<Utf8JsonWriter> write)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, new JsonWriterOptions { SkipValidation = true }))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return text.ToArray();
    }

    private static string Word(ScenarioOutcome outcome) =>
        outcome switch
        {
            ScenarioOutcome.Passed => "passed",
            ScenarioOutcome.Failed => "failed",
            ScenarioOutcome.Broken => "broken",
            _ => "skipped",
        };

    private static void WriteStep(Utf8JsonWriter json, ScenarioStep step)
    {
        json.WriteStartObject();
        json.WriteString("keyword", step.Keyword);
        json.WriteString("text", step.Text);
        json.WriteNumber("line", step.Line);
        WriteText(json, "docString", step.DocString);
        if (step.Table is { } table)
        {
            WriteTable(json, table);
        }

        json.WriteEndObject();
    }

    /// <summary>An array: there are ten of them on each page.</summary>
    private static void WriteStepResult(Utf8JsonWriter json, StepResult step, TimeSpan? virtualTime)
    {
        json.WriteStartArray();
        json.WriteStringValue(step.Status.ToString().ToLowerInvariant());
        if (step.Status != StepStatus.Skipped)
        {
            json.WriteNumberValue(Math.Round(step.Elapsed.TotalMilliseconds, 3));
            json.WriteNumberValue(virtualTime?.Ticks ?? 0);
        }

        if (step.Message is not null)
        {
            json.WriteStringValue(step.Message);
        }

        json.WriteEndArray();
    }

    private static void WriteTable(Utf8JsonWriter json, StepTable table)
    {
        json.WriteStartArray("table");
        foreach (StepTableRow row in table.Rows.Prepend(table.Header))
        {
            json.WriteStartArray();
            foreach (string cell in row.Cells)
            {
                json.WriteStringValue(cell);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    // What there is not is not written: it would be much of 10,000 pages.
    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    private static void WriteLines(Utf8JsonWriter json, string name, IReadOnlyList<string> lines)
    {
        if (lines.Count > 0)
        {
            json.WritePropertyName(name);
            WriteTexts(json, lines.Take(MostLines));
        }
    }
}
