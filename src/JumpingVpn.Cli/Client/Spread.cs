namespace JumpingVpn.Cli.Client;

/// <summary>How a number of times are spread. Percentiles are by the nearest rank: each is a time that was measured.</summary>
/// <param name="Count">How many times there are; the rest is 0 if there are none.</param>
/// <param name="Median">Half of them are not longer.</param>
/// <param name="Ninetieth">Nine in ten are not longer.</param>
/// <param name="NinetyNinth">99 in 100 are not longer.</param>
/// <param name="Longest">None is longer.</param>
internal readonly record struct Spread(int Count, TimeSpan Median, TimeSpan Ninetieth, TimeSpan NinetyNinth, TimeSpan Longest)
{
    /// <summary>Measures the times, in any order.</summary>
    public static Spread Of(IEnumerable<TimeSpan> times)
    {
        TimeSpan[] sorted = [.. times.Order()];
        return sorted.Length == 0 ? default : new Spread(sorted.Length, At(sorted, 50), At(sorted, 90), At(sorted, 99), sorted[^1]);
    }

    private static TimeSpan At(TimeSpan[] sorted, int percent) => sorted[(((sorted.Length * percent) + 99) / 100) - 1];
}
