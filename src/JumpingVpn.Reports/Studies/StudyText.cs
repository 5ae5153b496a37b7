using System.Globalization;

namespace JumpingVpn.Reports.Studies;

/// <summary>A study as text for people who look at it as it is: a table for each outline, its columns one below the other.</summary>
public static class StudyText
{
    /// <summary>Writes it.</summary>
    public static void Write(StudyReport report, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(writer);
        foreach (StudyTable table in report.Tables)
        {
            Line(writer, table.Title);
            string measured = table.Measured is { } sentence ? $"Time: until {sentence}. " : "";
            Line(writer, string.Create(CultureInfo.InvariantCulture, $"{measured}{report.Runs} runs each; in brackets the 95 % interval."));
            Line(writer, StudyNumbers.HasUnbounded(table) ? StudyNumbers.Unbounded : null);
            string[][] rows = [StudyNumbers.HeadsOf(table), .. table.Rows.Select(row => StudyNumbers.CellsOf(table, row))];
            foreach (string[] row in rows)
            {
                IEnumerable<string> cells = row.Select((cell, column) => cell.PadRight(rows.Max(it => it[column].Length)));
                Line(writer, $"  {string.Join("  ", cells).TrimEnd()}");
            }

            Line(writer, "");
        }
    }

    private static void Line(TextWriter writer, string? text)
    {
        if (text is not null)
        {
            writer.Write($"{text.ReplaceLineEndings(" ")}\n");
        }
    }
}
