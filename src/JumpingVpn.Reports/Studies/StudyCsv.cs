namespace JumpingVpn.Reports.Studies;

/// <summary>A study as CSV (RFC 4180, with line feeds): one table for all outlines, times in seconds, shares from 0 to 1. An empty field of
/// a time is never, or no bound.</summary>
public static class StudyCsv
{
    private static readonly string[] Heads =
    [
        "runs",
        "held",
        "share",
        "share_low",
        "share_high",
        "p50",
        "p50_low",
        "p50_high",
        "p99",
        "p99_low",
        "p99_high",
    ];

    /// <summary>Writes it.</summary>
    public static void Write(StudyReport report, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(writer);
        string[] columns = [.. report.Tables.SelectMany(static table => table.Columns).Distinct(StringComparer.Ordinal)];
        Row(writer, ["outline", .. columns, .. Heads]);
        foreach (StudyTable table in report.Tables)
        {
            foreach (StudyRow row in table.Rows)
            {
                IEnumerable<string> values = columns.Select(column =>
                    table.Columns.ToList().IndexOf(column) is >= 0 and var index ? row.Values[index] : ""
                );
                Row(
                    writer,
                    [
                        table.Title,
                        .. values,
                        StudyNumbers.Plain(row.Runs),
                        StudyNumbers.Plain(row.Held),
                        .. Fields(row.Share),
                        .. Fields(row.Median),
                        .. Fields(row.Late),
                    ]
                );
            }
        }
    }

    private static string[] Fields(StudyEstimate? estimate) =>
        [StudyNumbers.Plain(estimate?.Value), StudyNumbers.Plain(estimate?.Low), StudyNumbers.Plain(estimate?.High)];

    private static void Row(TextWriter writer, IEnumerable<string> cells) => writer.Write(string.Join(',', cells.Select(Quoted)) + "\n");

    private static string Quoted(string cell) =>
        cell.AsSpan().ContainsAny("\",\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
