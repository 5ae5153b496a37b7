using System.Globalization;

namespace JumpingVpn.Lab;

/// <summary>Writes durations as steps read them, exact to the tick of 100 ns.</summary>
public static class DurationWords
{
    /// <summary>In the largest unit that needs no fraction, or in seconds: <c>30 s</c>, <c>150 ms</c>, <c>29.9999999 s</c>.</summary>
    public static string Of(TimeSpan time)
    {
        (long ticks, string unit) =
            time.Ticks % TimeSpan.TicksPerSecond == 0 ? (TimeSpan.TicksPerSecond, "s")
            : time.Ticks % TimeSpan.TicksPerMillisecond == 0 && time < TimeSpan.FromSeconds(1) ? (TimeSpan.TicksPerMillisecond, "ms")
            : (TimeSpan.TicksPerSecond, "s");
        return string.Create(CultureInfo.InvariantCulture, $"{time.Ticks / (decimal)ticks:0.#######} {unit}");
    }
}
