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
        WriteLines(json, "complaints", sum.Complaints);
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

    public static byte[] Page(ReportResult result, int claims, string? absence)
    {
        using var page = new MemoryStream();
        using (var json = new Utf8JsonWriter(page, new JsonWriterOptions { SkipValidation = true }))
        {
            json.WriteStartObject();
            json.WriteString("description", result.Run.Scenario.Description);
            json.WriteStartArray("steps");
            for (int i = 0; i < result.Result.Steps.Count; i++)
            {
                WriteStep(json, result.Result.Steps[i], result.Picture?.VirtualTimeOf(i));
            }

            json.WriteEndArray();
            json.WriteString("message", result.Result.Message);
            json.WriteString("error", result.Result.Error?.ToString());
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
            json.WriteString("absence", absence);
            json.WriteEndObject();
        }

        return page.ToArray();
    }

    private static string Word(ScenarioOutcome outcome) =>
        outcome switch
        {
            ScenarioOutcome.Passed => "passed",
            ScenarioOutcome.Failed => "failed",
            ScenarioOutcome.Broken => "broken",
            _ => "skipped",
        };

    private static void WriteStep(Utf8JsonWriter json, StepResult step, TimeSpan? virtualTime)
    {
        json.WriteStartObject();
        json.WriteString("keyword", step.Step.Keyword);
        json.WriteString("text", step.Step.Text);
        json.WriteNumber("line", step.Step.Line);
        json.WriteString("status", step.Status.ToString().ToLowerInvariant());
        if (step.Status != StepStatus.Skipped)
        {
            json.WriteNumber("milliseconds", Math.Round(step.Elapsed.TotalMilliseconds, 3));
            json.WriteNumber("ticks", virtualTime?.Ticks ?? 0);
        }

        if (step.Message is not null)
        {
            json.WriteString("message", step.Message);
        }

        if (step.Step.DocString is not null)
        {
            json.WriteString("docString", step.Step.DocString);
        }

        if (step.Step.Table is { } table)
        {
            WriteTable(json, table);
        }

        json.WriteEndObject();
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

    private static void WriteLines(Utf8JsonWriter json, string name, IReadOnlyList<string> lines)
    {
        json.WritePropertyName(name);
        WriteTexts(json, lines.Take(MostLines));
    }
}
