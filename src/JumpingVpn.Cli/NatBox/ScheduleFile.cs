using JumpingVpn.Cli.Arguments;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Steps.Tables;

namespace JumpingVpn.Cli.NatBox;

/// <summary>
/// Reads how a link varies: a table with the columns of the table of links in feature files, and <c>at</c>, <c>for</c> and <c>state</c>;
/// a line <c>repeat every 60 s</c> lets it begin anew; a line that begins with <c>#</c> is a comment.
/// </summary>
internal static class ScheduleFile
{
    private static readonly string[] OwnColumns = ["at", "for", "way", "state", "kind"];

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its name.</param>
    /// <param name="network">What the link does between the phases, and what a row changes.</param>
    /// <returns>The network with its schedules; or all that is wrong with the file, a line each.</returns>
    public static Parsed<BoxNetwork> Read(string path, BoxNetwork network)
    {
        string text;
        try
        {
            text = BoundedFile.ReadText(path, longest: 1);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Parsed<BoxNetwork>.Invalid($"--schedule '{path}': {exception.Message.TrimEnd('.')}");
        }

        return Parse(text, path, network);
    }

    /// <summary>Reads the content of a file.</summary>
    public static Parsed<BoxNetwork> Parse(string text, string path, BoxNetwork network)
    {
        var table = ScheduleTable.Split(text);
        List<(int Line, int Column, string Message)> errors = [.. table.Errors];
        foreach (ScheduleCell cell in table.Header.Where(static cell => !Knows(cell.Text)))
        {
            string hint = DidYouMean.Hint(cell.Text, OwnColumns.Concat(SettingText.OfLinks.Keys)).TrimEnd('.');
            errors.Add((cell.Line, cell.Column, $"a schedule has no column '{cell.Text}'{hint}"));
        }

        TimeSpan? repeat = null;
        List<(ScheduleRow Row, TimeSpan At, TimeSpan For)> rows = [];
        if (errors.Count == 0)
        {
            repeat = table.Repeat is { } cell ? Read(cell, errors, SettingTime) : null;
            rows = [.. table.Rows.Select(row => (row, row.Time("at", errors) ?? default, row.Time("for", errors) ?? TimeSpan.MaxValue))];
            if (table.Rows.Count == 0)
            {
                errors.Add((1, 1, "a schedule needs a header with the column 'at', and a row for each phase"));
            }
        }

        if (errors.Count == 0)
        {
            network = network with
            {
                UpSchedule = Schedule(rows, "up", network.Up, static kind => kind.Up, repeat, errors),
                DownSchedule = Schedule(rows, "down", network.Down, static kind => kind.Down, repeat, errors),
            };
        }

        return errors.Count == 0
            ? network
            : Parsed<BoxNetwork>.Invalid(
                string.Join('\n', errors.Distinct().Order().Select(error => $"{path}:{error.Line}:{error.Column}: {error.Message}"))
            );
    }

    private static bool Knows(string column) => OwnColumns.Contains(column) || SettingText.OfLinks.ContainsKey(NameOf(column));

    /// <summary>A column may be written as in feature files, or as the option is.</summary>
    private static string NameOf(string column) =>
        SettingText.OfLinks.FirstOrDefault(each => each.Value == column || each.Key == column).Key ?? column;

    private static TimeSpan SettingTime(string text) => LinkSettings.Apply(LinkOptions.Perfect, "copy delay", text).CopyDelay;

    private static T? Read<T>(ScheduleCell cell, List<(int, int, string)> errors, Func<string, T> read)
        where T : struct
    {
        try
        {
            return read(cell.Text);
        }
        catch (Exception refusal) when (refusal is FormatException or ArgumentException)
        {
            errors.Add((cell.Line, cell.Column, SettingText.Clause(refusal.Message)));
            return null;
        }
    }

    private static TimeSpan? Time(this ScheduleRow row, string column, List<(int, int, string)> errors)
    {
        if (row.Find(column) is { } cell)
        {
            return Read(cell, errors, SettingTime);
        }

        if (column == "at")
        {
            errors.Add((row.Line, 1, "this row needs a time in the column 'at'"));
        }

        return null;
    }

    private static LinkSchedule? Schedule(
        List<(ScheduleRow Row, TimeSpan At, TimeSpan For)> rows,
        string way,
        LinkOptions own,
        Func<LinkPreset, LinkOptions> side,
        TimeSpan? repeat,
        List<(int Line, int Column, string Message)> errors
    )
    {
        LinkSchedule? schedule = null;
        List<LinkPhase> phases = [];
        foreach ((ScheduleRow row, TimeSpan at, TimeSpan lasting) in rows)
        {
            string which = row.Find("way")?.Text ?? "both";
            if (which is not ("up" or "down" or "both"))
            {
                errors.Add((row.Line, row.Find("way")!.Column, $"'{which}' is no way: write up, down or both"));
            }
            else if (which == way || which == "both")
            {
                phases.Add(new LinkPhase(at, lasting, Options(row, own, side, errors)));
                schedule = Checked(phases, repeat, row, errors) ?? schedule;
            }
        }

        return schedule;
    }

    private static LinkSchedule? Checked(
        List<LinkPhase> phases,
        TimeSpan? repeat,
        ScheduleRow row,
        List<(int Line, int Column, string Message)> errors
    )
    {
        try
        {
            return new LinkSchedule([.. phases]) { RepeatEvery = repeat };
        }
        catch (ArgumentException refusal)
        {
            phases.RemoveAt(phases.Count - 1);
            errors.Add((row.Line, 1, SettingText.Clause(refusal.Message)));
            return null;
        }
    }

    private static LinkOptions Options(
        ScheduleRow row,
        LinkOptions own,
        Func<LinkPreset, LinkOptions> side,
        List<(int Line, int Column, string Message)> errors
    )
    {
        LinkOptions options = own;
        IEnumerable<ScheduleCell> settings = row.Cells.Where(cell => SettingText.OfLinks.ContainsKey(NameOf(cell.Header)));
        try
        {
            options = row.Find("kind") is { } kind ? At(kind, text => side(LinkSettings.Kind(text))) : options;
            options = row.Find("state") is { } state ? At(state, text => State(text, options)) : options;
            foreach (ScheduleCell cell in settings.OrderBy(cell => SettingText.OfLinks.Keys.ToList().IndexOf(NameOf(cell.Header))))
            {
                LinkOptions before = options;
                options = At(cell, text => SettingText.Apply(before, NameOf(cell.Header), text));
            }

            options.Validate();
        }
        catch (ScheduleException refusal)
        {
            errors.Add((refusal.Cell.Line, refusal.Cell.Column, SettingText.Clause(refusal.Message)));
        }
        catch (ArgumentException refusal)
        {
            errors.Add((row.Line, 1, SettingText.Clause(refusal.Message)));
        }

        return options;
    }

    private static LinkOptions State(string text, LinkOptions options) =>
        text switch
        {
            "up" => options with { IsDown = false },
            "down" => LinkOptions.Dead,
            _ => throw new FormatException($"'{text}' is no state: write up or down"),
        };

    private static T At<T>(ScheduleCell cell, Func<string, T> read)
    {
        try
        {
            return read(cell.Text);
        }
        catch (Exception refusal) when (refusal is FormatException or ArgumentException)
        {
            throw new ScheduleException(cell, refusal.Message);
        }
    }
}
