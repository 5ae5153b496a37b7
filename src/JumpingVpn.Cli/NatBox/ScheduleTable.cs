namespace JumpingVpn.Cli.NatBox;

/// <summary>A schedule, cut into cells.</summary>
/// <param name="Header">The columns.</param>
/// <param name="Rows">The phases.</param>
/// <param name="Repeat">The time after which it begins again; null for never.</param>
/// <param name="Errors">What could not be cut.</param>
internal sealed record ScheduleTable(
    IReadOnlyList<ScheduleCell> Header,
    IReadOnlyList<ScheduleRow> Rows,
    ScheduleCell? Repeat,
    IReadOnlyList<(int Line, int Column, string Message)> Errors
)
{
    private const string RepeatWords = "repeat every ";

    /// <summary>Cuts a text.</summary>
    public static ScheduleTable Split(string text)
    {
        List<ScheduleCell> header = [];
        List<ScheduleRow> rows = [];
        List<(int, int, string)> errors = [];
        ScheduleCell? repeat = null;
        string[] lines = text.Split('\n');
        for (int number = 1; number <= lines.Length; number++)
        {
            string line = lines[number - 1].TrimEnd();
            string content = line.TrimStart();
            int indent = line.Length - content.Length;
            if (content.Length == 0 || content[0] == '#')
            {
                continue;
            }

            if (content.StartsWith(RepeatWords, StringComparison.Ordinal))
            {
                repeat = new ScheduleCell("repeat", content[RepeatWords.Length..], number, indent + RepeatWords.Length + 1);
            }
            else if (content[0] != '|' || content[^1] != '|' || content.Length < 2)
            {
                errors.Add((number, indent + 1, $"'{content}' is not a row: begin and end it with |, or write repeat every and a time"));
            }
            else if (header.Count == 0)
            {
                header = [.. Cells(line, number, [])];
            }
            else
            {
                List<ScheduleCell> cells = [.. Cells(line, number, header)];
                rows.Add(new ScheduleRow(number, [.. cells.Where(static cell => cell.Text.Length > 0)]));
                if (cells.Count != header.Count)
                {
                    errors.Add((number, indent + 1, $"this row has {cells.Count} cells, and the header has {header.Count}"));
                }
            }
        }

        return new ScheduleTable(header, rows, repeat, errors);
    }

    private static IEnumerable<ScheduleCell> Cells(string line, int number, List<ScheduleCell> header)
    {
        int start = line.IndexOf('|', StringComparison.Ordinal) + 1;
        for (int count = 0; start < line.Length; count++)
        {
            int end = line.IndexOf('|', start);
            string raw = line[start..end];
            string text = raw.Trim();
            int column = start + raw.Length - raw.TrimStart().Length + 1;
            yield return new ScheduleCell(
                header.Count == 0 ? text
                    : count < header.Count ? header[count].Text
                    : "",
                text,
                number,
                column
            );
            start = end + 1;
        }
    }
}
