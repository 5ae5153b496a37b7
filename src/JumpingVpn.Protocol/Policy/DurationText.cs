using System.Globalization;

namespace JumpingVpn.Protocol.Policy;

/// <summary>Durations as a person writes them: a number and its unit, such as <c>500ms</c>, <c>30s</c> or <c>1.5 min</c>.</summary>
public static class DurationText
{
    private static readonly (string Unit, long Ticks)[] Units =
    [
        ("ms", TimeSpan.TicksPerMillisecond),
        ("s", TimeSpan.TicksPerSecond),
        ("min", TimeSpan.TicksPerMinute),
        ("h", TimeSpan.TicksPerHour),
    ];

    /// <summary>Reads a duration, exact to one tick (100 ns); one that is longer than a <see cref="TimeSpan"/> holds counts as the
    /// longest.</summary>
    /// <returns>False if it is not a number followed by <c>ms</c>, <c>s</c>, <c>min</c> or <c>h</c>, with or without a space
    /// between, or is finer than a tick.</returns>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        ArgumentNullException.ThrowIfNull(text);
        duration = TimeSpan.Zero;
        int split = text.AsSpan().LastIndexOfAnyInRange('0', '9') + 1;
        int blank = split < text.Length && text[split] == ' ' ? 1 : 0;
        string unit = text[(split + blank)..];
        int index = Array.FindIndex(Units, candidate => candidate.Unit == unit);
        if (index < 0 || !PlainNumber.TryParse(text[..split], out decimal number))
        {
            return false;
        }

        // Compared before the multiplication, because a number of 28 digits would overflow it.
        if (number > (decimal)long.MaxValue / Units[index].Ticks)
        {
            duration = TimeSpan.MaxValue;
            return true;
        }

        decimal ticks = number * Units[index].Ticks;
        duration = new TimeSpan((long)ticks);
        return ticks == decimal.Truncate(ticks);
    }

    /// <summary>Writes a duration in the largest unit that needs no fraction, else in milliseconds.</summary>
    public static string Format(TimeSpan duration)
    {
        (string unit, long ticks) = Array.FindLast(Units, candidate => duration.Ticks % candidate.Ticks == 0);
        return unit is null || duration == TimeSpan.Zero
            ? string.Create(CultureInfo.InvariantCulture, $"{(decimal)duration.Ticks / TimeSpan.TicksPerMillisecond}ms")
            : string.Create(CultureInfo.InvariantCulture, $"{duration.Ticks / ticks}{unit}");
    }
}
