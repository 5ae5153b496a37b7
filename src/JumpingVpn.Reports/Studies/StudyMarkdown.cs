using System.Globalization;
using JumpingVpn.Reports.Markdown;

namespace JumpingVpn.Reports.Studies;

/// <summary>A study as Markdown: a table for each outline.</summary>
public static class StudyMarkdown
{
    /// <summary>Writes it.</summary>
    public static void Write(StudyReport report, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(writer);
        for (int i = 0; i < report.Tables.Count; i++)
        {
            if (i > 0)
            {
                Line(writer);
            }

            Write(report.Tables[i], report.Runs, writer);
        }
    }

    private static void Write(StudyTable table, int runs, TextWriter writer)
    {
        Line(writer, $"### {MarkdownText.Plain(table.Title)}");
        Line(writer);
        string measured = table.Measured is { } sentence ? $"Time: until {MarkdownText.Plain(sentence)}. " : "";
        Line(writer, string.Create(CultureInfo.InvariantCulture, $"{measured}{runs} runs each; in brackets the 95 % interval."));
        if (StudyNumbers.HasUnbounded(table))
        {
            Line(writer);
            Line(writer, StudyNumbers.Unbounded);
        }

        Line(writer);
        string[] heads = [.. StudyNumbers.HeadsOf(table).Select(MarkdownText.Plain)];
        Line(writer, $"| {string.Join(" | ", heads)} |");
        Line(writer, $"|{string.Concat(heads.Select(static _ => "---|"))}");
        foreach (StudyRow row in table.Rows)
        {
            string[] cells = StudyNumbers.CellsOf(table, row);
            IEnumerable<string> plain = [.. row.Values.Select(MarkdownText.Plain), .. cells[row.Values.Count..]];
            Line(writer, $"| {string.Join(" | ", plain)} |");
        }
    }

    private static void Line(TextWriter writer, string text = "") => writer.Write(text + "\n");
}
