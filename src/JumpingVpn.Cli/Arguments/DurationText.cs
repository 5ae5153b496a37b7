using System.Globalization;

namespace JumpingVpn.Cli.Arguments;

/// <summary>Durations as a person writes them: a number and its unit, such as <c>500ms</c>, <c>30s</c> or <c>1.5 min</c>.</summary>
internal static class DurationText
{
    private static readonly (string Unit, long Ticks)[] Units =
    [
        ("ms", TimeSpan.TicksPerMillisecond),
        ("s", TimeSpan.TicksPerSecond),
        ("min", TimeSpan.TicksPerMinute),
        ("h", TimeSpan.TicksPerHour),
    ];

    /// <summary>Reads a duration from <paramref name="shortest"/> to <paramref name="longest"/>, exact to one tick (100 ns).</summary>
    public static Parsed<TimeSpan> Parse(string text, TimeSpan shortest, TimeSpan longest)
    {
        int split = text.AsSpan().LastIndexOfAnyInRange('0', '9') + 1;
        string unit = text[split..].Trim();
        int index = Array.FindIndex(Units, candidate => candidate.Unit == unit);
        const NumberStyles Style = NumberStyles.AllowDecimalPoint;
        if (!decimal.TryParse(text[..split], Style, CultureInfo.InvariantCulture, out decimal number) || index < 0)
        {
            return Parsed<TimeSpan>.Invalid("write a number and a unit (ms, s, min, h), for example 500ms, 30s or 2min");
        }

        // Compared before the multiplication, because a number of 28 digits would overflow it.
        decimal ticks = number <= (decimal)longest.Ticks / Units[index].Ticks ? number * Units[index].Ticks : decimal.MaxValue;
        return ticks >= shortest.Ticks && ticks <= longest.Ticks
            ? new TimeSpan((long)ticks)
            : Parsed<TimeSpan>.Invalid($"it must be at least {Format(shortest)} and at most {Format(longest)}");
    }

    /// <summary>Writes <paramref name="duration"/> in the largest unit that needs no fraction, else in milliseconds.</summary>
    public static string Format(TimeSpan duration)
    {
        (string unit, long ticks) = Array.FindLast(Units, candidate => duration.Ticks % candidate.Ticks == 0);
        return unit is null
            ? string.Create(CultureInfo.InvariantCulture, $"{(decimal)duration.Ticks / TimeSpan.TicksPerMillisecond}ms")
            : string.Create(CultureInfo.InvariantCulture, $"{duration.Ticks / ticks}{unit}");
    }
}
