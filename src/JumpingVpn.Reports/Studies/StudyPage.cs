using System.Globalization;
using System.Net;
using JumpingVpn.Reports.Html;

namespace JumpingVpn.Reports.Studies;

/// <summary>A study as one HTML file: curves, and the numbers below them. It has no script and asks no network for anything.</summary>
public static class StudyPage
{
    /// <summary>Writes it.</summary>
    public static void Write(StudyReport report, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(
            $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="{PageFiles.StudyPolicy}">
            <title>{Text(report.Title)}: study</title>
            <style>{PageFiles.StudyStyle}</style>
            </head>
            <body>
            <main>
            <h1>{Text(report.Title)}</h1>
            <p class="meta">Jumping VPN {Text(report.Version)}</p>
            <p class="command"><code>{Text(report.Command)}</code></p>
            <p class="dim">Each case was run under {Number(report.Runs)} seeds. A run held where all claims of its scenario did; the
            others count as those that take longest, so that a quantile may be never. Bars are 95 % intervals: of Wilson for shares, and
            between order statistics for quantiles, which assume nothing about how times are distributed.</p>

            """.ReplaceLineEndings("\n")
        );
        foreach (StudyTable table in report.Tables)
        {
            Write(table, writer);
        }

        writer.Write("</main>\n</body>\n</html>\n");
    }

    private static void Write(StudyTable table, TextWriter writer)
    {
        writer.Write($"<section>\n<h2>{Text(table.Title)}</h2>\n");
        if (table.Description.Length > 0)
        {
            writer.Write($"<p class=\"description\">{Text(table.Description)}</p>\n");
        }

        if (table.Measured is { } measured)
        {
            writer.Write($"<p>Time: until {Text(measured)}.</p>\n");
        }

        if (StudyNumbers.HasUnbounded(table))
        {
            writer.Write($"<p class=\"dim\">{Text(StudyNumbers.Unbounded)}</p>\n");
        }

        var times = StudyScale.Times(table);
        foreach (StudyPanel panel in StudyPanel.Of(table))
        {
            Write(panel, table.Measured is null ? null : times, writer);
        }

        WriteNumbers(table, writer);
        writer.Write("</section>\n");
    }

    private static void Write(StudyPanel panel, StudyScale? times, TextWriter writer)
    {
        writer.Write(panel.Title.Length > 0 ? $"<h3>{Text(panel.Title)}</h3>\n" : "");
        if (panel.Curves.Count > 1)
        {
            IEnumerable<string> keys = panel.Curves.Select((curve, i) => $"<li>{StudyChart.KeyOf(i)} {Text(curve.Name)}</li>");
            writer.Write($"<ul class=\"curves\">{string.Concat(keys)}</ul>\n");
        }

        writer.Write("<div class=\"charts\">\n");
        if (times is not null)
        {
            writer.Write(new StudyChart(panel, "Half of the runs within", times, static row => row.Median, StudyNumbers.TimeWithInterval));
            writer.Write(new StudyChart(panel, "99 of 100 runs within", times, static row => row.Late, StudyNumbers.TimeWithInterval));
        }

        writer.Write(
            new StudyChart(
                panel,
                "Runs that held",
                StudyScale.Shares,
                static row => row.Share,
                static it => StudyNumbers.ShareWithInterval(it!.Value)
            )
        );
        writer.Write("</div>\n");
    }

    private static void WriteNumbers(StudyTable table, TextWriter writer)
    {
        string[] heads = StudyNumbers.HeadsOf(table);
        writer.Write(
            "<details><summary>The numbers</summary>\n"
                + $"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Numbers: {Text(table.Title)}\">"
                + $"<table class=\"data\"><thead><tr>{Cells("th scope=\"col\"", heads)}</tr></thead><tbody>\n"
        );
        foreach (StudyRow row in table.Rows)
        {
            writer.Write($"<tr>{Cells("td", StudyNumbers.CellsOf(table, row))}</tr>\n");
        }

        writer.Write("</tbody></table></div></details>\n");
    }

    private static string Cells(string tag, IEnumerable<string> cells) =>
        string.Concat(cells.Select(cell => $"<{tag}>{Text(cell)}</{tag.Split(' ')[0]}>"));

    private static string Text(string value) => WebUtility.HtmlEncode(value);

    private static string Number(int value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}
