using System.Text;
using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Planning;
using JumpingVpn.Features.Running;

namespace JumpingVpn.Features.Reporting;

/// <summary>The plain-text report of a scenario, for people: no colours, line feeds only.</summary>
public static class ScenarioReport
{
    /// <summary>Writes the feature, the scenario, each step with its mark, and below the step to blame the reason and its place.</summary>
    /// <param name="result">What became of the scenario.</param>
    /// <returns>Several lines, each ended by a line feed.</returns>
    public static string Write(ScenarioResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        Scenario scenario = result.Scenario;
        var text = new StringBuilder();
        text.Append("Feature: ").Append(scenario.Feature.Name).Append('\n');
        if (scenario.Rule is not null)
        {
            text.Append("  Rule: ").Append(scenario.Rule).Append('\n');
        }

        text.Append("  Scenario: ").Append(scenario.Name).Append("  # ").Append(scenario.Location).Append('\n');
        foreach (StepResult step in result.Steps)
        {
            text.Append("    ").Append(Mark(step.Status)).Append(' ').Append(step.Step).Append('\n');
            AppendTable(text, step.Step.Table);
            if (step.Message is not null)
            {
                AppendIndented(text, $"{scenario.Feature.Path}:{step.Step.Line}: {step.Message}");
            }
        }

        if (result.Message is not null && !result.Steps.Any(step => step.Message == result.Message))
        {
            AppendIndented(text, $"{scenario.Location}: {result.Message}");
        }

        foreach (string error in result.HookErrors.Where(error => error != result.Message))
        {
            AppendIndented(text, error);
        }

        foreach (string line in result.Output.SelectMany(static one => one.ReplaceLineEndings("\n").Split('\n')))
        {
            text.Append("    | ").Append(line).Append('\n');
        }

        foreach (string attachment in result.Attachments)
        {
            text.Append("    attached: ").Append(attachment).Append('\n');
        }

        return text.ToString();
    }

    private static char Mark(StepStatus status) =>
        status switch
        {
            StepStatus.Passed => '✓',
            StepStatus.Skipped => '-',
            _ => '✗',
        };

    private static void AppendTable(StringBuilder text, StepTable? table)
    {
        IReadOnlyList<string>[] rows = table is null ? [] : [table.Header.Cells, .. table.Rows.Select(static row => row.Cells)];
        foreach (IReadOnlyList<string> row in rows)
        {
            IEnumerable<string> cells = row.Select((cell, column) => cell.PadRight(rows.Max(each => each[column].Length)));
            text.Append("          | ").AppendJoin(" | ", cells).Append(" |\n");
        }
    }

    private static void AppendIndented(StringBuilder text, string message)
    {
        foreach (string line in message.TrimEnd().Split('\n'))
        {
            text.Append("      ").Append(line.TrimEnd('\r')).Append('\n');
        }
    }
}
