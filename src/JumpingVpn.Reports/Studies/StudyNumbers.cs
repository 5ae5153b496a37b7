using System.Globalization;

namespace JumpingVpn.Reports.Studies;

/// <summary>Numbers of a study, as people read them.</summary>
internal static class StudyNumbers
{
    /// <summary>What an upper end without a bound means.</summary>
    public const string Unbounded =
        "∞: no upper end can be given. There are too few runs for one (99 of 100 needs 368), or it lies beyond the slowest run that held.";

    /// <summary>Whether any number of a table has no upper end.</summary>
    public static bool HasUnbounded(StudyTable table) =>
        table.Measured is not null && table.Rows.Any(static row => IsUnbounded(row.Median) || IsUnbounded(row.Late));

    /// <summary>What the columns of a table are called.</summary>
    public static string[] HeadsOf(StudyTable table) =>
        [.. table.Columns, "held", .. table.Measured is null ? (string[])[] : ["half within", "99 of 100 within"]];

    /// <summary>The cells of a row.</summary>
    public static string[] CellsOf(StudyTable table, StudyRow row) =>
        [
            .. row.Values,
            ShareWithInterval(row.Share),
            .. table.Measured is null ? (string[])[] : [TimeWithInterval(row.Median), TimeWithInterval(row.Late)],
        ];

    /// <summary>A time in seconds with three digits that count; <c>never</c> for none.</summary>
    public static string Time(double? seconds) =>
        seconds switch
        {
            null => "never",
            < 0.9995 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1000:0} ms"),
            < 9.995 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.00} s"),
            < 99.95 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{seconds:0} s"),
        };

    /// <summary>A time with its interval.</summary>
    public static string TimeWithInterval(StudyEstimate? estimate) =>
        estimate is not { } it ? "–"
        : it.Value is null && it.Low is null ? "never"
        : $"{Time(it.Value)} ({Time(it.Low)} to {(it.High is null ? "∞" : Time(it.High))})";

    private static bool IsUnbounded(StudyEstimate? estimate) => estimate is { Low: not null, High: null };

    /// <summary>A share in percent with one digit behind the point.</summary>
    public static string Share(double? share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.0} %");

    /// <summary>A share with its interval.</summary>
    public static string ShareWithInterval(StudyEstimate it) => $"{Share(it.Value)} ({Share(it.Low)} to {Share(it.High)})";

    /// <summary>A number for programs; empty for none.</summary>
    public static string Plain(double? value) => value?.ToString("0.#######", CultureInfo.InvariantCulture) ?? "";
}
