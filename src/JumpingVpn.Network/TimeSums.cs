namespace JumpingVpn.Network;

/// <summary>Sums of times that may be for ever.</summary>
internal static class TimeSums
{
    /// <summary>The time so much later; where no time is that late, <see cref="TimeSpan.MaxValue"/>, which never comes.</summary>
    /// <param name="now">A time, 0 or later.</param>
    /// <param name="later">How much later, 0 or more; <see cref="TimeSpan.MaxValue"/> for never.</param>
    public static TimeSpan Plus(this TimeSpan now, TimeSpan later)
    {
        long sum = unchecked(now.Ticks + later.Ticks);
        return sum < now.Ticks ? TimeSpan.MaxValue : new TimeSpan(sum);
    }
}
