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
        Line(writer);
        string[] times = table.Measured is null ? [] : ["half within", "99 of 100 within"];
        string[] heads = [.. table.Columns.Select(MarkdownText.Plain), "held", .. times];
        Line(writer, $"| {string.Join(" | ", heads)} |");
        Line(writer, $"|{string.Concat(heads.Select(static _ => "---|"))}");
        foreach (StudyRow row in table.Rows)
        {
            string[] cells =
            [
                .. row.Values.Select(MarkdownText.Plain),
                StudyNumbers.ShareWithInterval(row.Share),
                .. table.Measured is null
                    ? (string[])[]
                    : [StudyNumbers.TimeWithInterval(row.Median), StudyNumbers.TimeWithInterval(row.Late)],
            ];
            Line(writer, $"| {string.Join(" | ", cells)} |");
        }
    }

    private static void Line(TextWriter writer, string text = "") => writer.Write(text + "\n");
}
