using System.Globalization;
using System.Text.Json;
using JumpingVpn.Features.Documents;

namespace JumpingVpn.Reports.Html;

/// <summary>The plan as the page reads it: the facts, the features, and a row for each scenario and each run.</summary>
internal static class PlanJson
{
    public static void Write(Utf8JsonWriter json, ReportFacts facts, PlannedScenarios planned, IReadOnlyList<ReportRun> runs)
    {
        json.WriteStartObject();
        json.WriteNumber("schema", HtmlReport.SchemaVersion);
        json.WriteString("program", facts.Program);
        json.WriteString("command", facts.Command);
        json.WriteString("seed", facts.Seed.ToString(CultureInfo.InvariantCulture)); // of 64 bits, which a number in a browser has not
        json.WriteString("startedAt", facts.StartedAt.ToString("O", CultureInfo.InvariantCulture));
        json.WriteStartArray("features");
        foreach (Feature feature in planned.Features)
        {
            json.WriteStartObject();
            json.WriteString("path", feature.Path);
            json.WriteString("name", feature.Name);
            json.WriteString("description", feature.Description);
            json.WriteEndObject();
        }

        json.WriteEndArray();

        // Arrays and not objects: there may be 10,000 of them.
        json.WriteStartArray("scenarios");
        foreach (Scenario scenario in planned.Scenarios)
        {
            json.WriteStartArray();
            json.WriteNumberValue(planned.NumberOf(scenario.Feature));
            json.WriteStringValue(scenario.Rule);
            json.WriteStringValue(scenario.Name);
            json.WriteNumberValue(scenario.Line);
            json.WriteStringValue(string.Join(' ', scenario.Tags));
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteStartArray("runs");
        foreach (ReportRun run in runs)
        {
            json.WriteStartArray();
            json.WriteNumberValue(planned.NumberOf(run.Scenario));
            json.WriteStringValue(run.Backend);
            json.WriteStringValue(run.Seed.ToString(CultureInfo.InvariantCulture));
            json.WriteStringValue(run.Replay);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
