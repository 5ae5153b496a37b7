using System.Globalization;

namespace JumpingVpn.Reports.Studies;

/// <summary>Numbers of a study, as people read them.</summary>
internal static class StudyNumbers
{
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

    /// <summary>A share in percent with one digit behind the point.</summary>
    public static string Share(double? share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.0} %");

    /// <summary>A share with its interval.</summary>
    public static string ShareWithInterval(StudyEstimate it) => $"{Share(it.Value)} ({Share(it.Low)} to {Share(it.High)})";

    /// <summary>A number for programs; empty for none.</summary>
    public static string Plain(double? value) => value?.ToString("0.#######", CultureInfo.InvariantCulture) ?? "";
}
