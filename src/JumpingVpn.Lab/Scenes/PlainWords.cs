using System.Globalization;
using System.Text.RegularExpressions;

namespace JumpingVpn.Lab.Scenes;

/// <summary>Says in the words of a scenario what a method refused in those of a program.</summary>
public static partial class PlainWords
{
    /// <summary>The message without the names of parameters, members in small letters, durations with their unit.</summary>
    public static string Of(Exception refusal)
    {
        string message = refusal.Message.Split('\n')[0].TrimEnd('\r'); // then comes the actual value
        message = refusal is ArgumentException { ParamName: { } name }
            ? message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal)
            : message;
        return Duration().Replace(Member().Replace(message, Spaced), Seconds);
    }

    private static string Spaced(Match member) =>
        member.Value == "CoDel" ? member.Value : Inner().Replace(member.Value, " $0").ToLowerInvariant();

    private static string Seconds(Match duration) =>
        TimeSpan.TryParseExact(duration.Value, "c", CultureInfo.InvariantCulture, out TimeSpan time)
            ? string.Create(CultureInfo.InvariantCulture, $"{time.Ticks / (decimal)TimeSpan.TicksPerSecond:0.#######} s")
            : duration.Value;

    [GeneratedRegex(@"\b(?:[A-Z][a-z]+){2,}\b", RegexOptions.CultureInvariant)]
    private static partial Regex Member();

    [GeneratedRegex(@"\B[A-Z]", RegexOptions.CultureInvariant)]
    private static partial Regex Inner();

    [GeneratedRegex(@"-?\b(?:\d+\.)?\d\d:\d\d:\d\d(?:\.\d{7})?\b", RegexOptions.CultureInvariant)]
    private static partial Regex Duration();
}
