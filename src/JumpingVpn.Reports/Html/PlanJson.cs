using System.Globalization;
using System.Text.Json;
using JumpingVpn.Features.Documents;

namespace JumpingVpn.Reports.Html;

/// <summary>The plan as the page reads it: the facts, the features, and a row for each run.</summary>
internal static class PlanJson
{
    public static void Write(Utf8JsonWriter json, ReportFacts facts, IReadOnlyList<ReportRun> runs)
    {
        List<Feature> features = [];
        Dictionary<string, int> numbers = [];
        foreach (ReportRun run in runs)
        {
            if (numbers.TryAdd(run.Scenario.Feature.FullPath, features.Count))
            {
                features.Add(run.Scenario.Feature);
            }
        }

        json.WriteStartObject();
        json.WriteNumber("schema", HtmlReport.SchemaVersion);
        json.WriteString("program", facts.Program);
        json.WriteString("command", facts.Command);
        json.WriteString("seed", facts.Seed.ToString(CultureInfo.InvariantCulture)); // of 64 bits, which a number in a browser has not
        json.WriteString("startedAt", facts.StartedAt.ToString("O", CultureInfo.InvariantCulture));
        json.WriteStartArray("features");
        foreach (Feature feature in features)
        {
            json.WriteStartObject();
            json.WriteString("path", feature.Path);
            json.WriteString("name", feature.Name);
            json.WriteString("description", feature.Description);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("runs");
        foreach (ReportRun run in runs)
        {
            WriteRow(json, run, numbers[run.Scenario.Feature.FullPath]);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>An array and not an object: there may be 10,000 of them.</summary>
    private static void WriteRow(Utf8JsonWriter json, ReportRun run, int feature)
    {
        json.WriteStartArray();
        json.WriteNumberValue(feature);
        json.WriteStringValue(run.Scenario.Rule);
        json.WriteStringValue(run.Scenario.Name);
        json.WriteNumberValue(run.Scenario.Line);
        json.WriteStringValue(run.Backend);
        json.WriteStringValue(run.Seed.ToString(CultureInfo.InvariantCulture));
        json.WriteStringValue(string.Join(' ', run.Scenario.Tags));
        json.WriteStringValue(run.Replay);
        json.WriteEndArray();
        if (json.BytesPending > 1 << 16)
        {
            json.Flush();
        }
    }
}
