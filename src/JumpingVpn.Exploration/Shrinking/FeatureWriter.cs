using System.Globalization;
using System.Text;
using JumpingVpn.Exploration.Trials;
using JumpingVpn.Features.Documents;

namespace JumpingVpn.Exploration.Shrinking;

/// <summary>Writes a finding as a feature file.</summary>
public static class FeatureWriter
{
    /// <summary>Writes it.</summary>
    /// <param name="shrunk">The scenario.</param>
    /// <param name="origin">The scenario in which it was found, as <c>path:line</c>.</param>
    /// <param name="isolated">Whether libraries had processes of their own, and may need them again.</param>
    public static string Write(ShrunkFeature shrunk, string origin, bool isolated)
    {
        ArgumentNullException.ThrowIfNull(shrunk);
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"Feature: {TitleOf(shrunk)}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  Found by exploring {origin}.");
        string seeds = shrunk.AnySeed ? "under any seed" : string.Create(CultureInfo.InvariantCulture, $"under seed {shrunk.Seed}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  It failed {seeds}: {OneLine(shrunk.Message)}");
        if (shrunk.Signature.Kind == FindingKind.Reference)
        {
            text.AppendLine("  The tag has the reference models watch it.");
        }

        if (isolated)
        {
            text.AppendLine("  Run it with --isolate: a shared library may end the process that it runs in.");
        }

        text.AppendLine();
        if (shrunk.Scenario.OwnTags.Count > 0)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {string.Join(' ', shrunk.Scenario.OwnTags)}");
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"  Scenario: {shrunk.Scenario.Name}");
        foreach (ScenarioStep step in shrunk.Scenario.Steps)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"    {step.Keyword} {step.Text}");
            WriteDocString(text, step.DocString);
            WriteTable(text, step.Table);
        }

        return text.ToString().ReplaceLineEndings("\n");
    }

    private static string TitleOf(ShrunkFeature shrunk)
    {
        string cause = shrunk.Signature.Kind switch
        {
            FindingKind.Invariant or FindingKind.Reference => shrunk.Signature.Cause,
            FindingKind.Claim => shrunk.Scenario.Feature.Name,
            FindingKind.Books => "the books of the network balance",
            _ => "nothing throws across the boundary",
        };
        return string.Concat(cause[..1].ToUpperInvariant(), cause.AsSpan(1));
    }

    private static string OneLine(string? message) => (message ?? "").Split('\n', ';')[0].TrimEnd();

    private static void WriteDocString(StringBuilder text, string? docString)
    {
        if (docString is not null)
        {
            text.AppendLine("      \"\"\"");
            foreach (string line in docString.Split('\n'))
            {
                text.Append("      ").AppendLine(line.TrimEnd('\r').Replace("\"\"\"", "\\\"\\\"\\\"", StringComparison.Ordinal));
            }

            text.AppendLine("      \"\"\"");
        }
    }

    private static void WriteTable(StringBuilder text, StepTable? table)
    {
        if (table is null)
        {
            return;
        }

        string[][] rows =
        [
            [.. table.Header.Cells.Select(Escaped)],
            .. table.Rows.Select(static row => row.Cells.Select(Escaped).ToArray()),
        ];
        for (int i = 0; i < rows.Length; i++)
        {
            IEnumerable<string> cells = rows[i].Select((cell, column) => cell.PadRight(rows.Max(row => row[column].Length)));
            text.Append("      | ").AppendJoin(" | ", cells).AppendLine(" |");
        }
    }

    private static string Escaped(string cell) =>
        cell.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("|", "\\|", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);
}
