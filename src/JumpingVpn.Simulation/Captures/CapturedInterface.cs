namespace JumpingVpn.Simulation.Captures;

/// <summary>An interface of a section of a pcapng file.</summary>
/// <param name="LinkType">What its frames begin with.</param>
/// <param name="Name">Its name in the file, or its number.</param>
/// <param name="UnitsPerSecond">What its timestamps count.</param>
/// <param name="Offset">What is added to them, in seconds.</param>
internal sealed record CapturedInterface(int LinkType, string Name, ulong UnitsPerSecond, long Offset)
{
    // Beyond these, TimeSpan has no time.
    private const long MostSeconds = 900_000_000_000;

    /// <summary>The time of a timestamp, cut to the tick; 0 for one that no clock has shown.</summary>
    public TimeSpan TimeOf(ulong timestamp)
    {
        ulong seconds = timestamp / UnitsPerSecond;
        ulong rest = timestamp % UnitsPerSecond;
        if (seconds > MostSeconds || Math.Abs(Offset) > MostSeconds || (long)seconds + Offset is < 0 or > MostSeconds)
        {
            return TimeSpan.Zero;
        }

        long ticks = (long)((UInt128)rest * TimeSpan.TicksPerSecond / UnitsPerSecond);
        return TimeSpan.FromTicks((((long)seconds + Offset) * TimeSpan.TicksPerSecond) + ticks);
    }
}
