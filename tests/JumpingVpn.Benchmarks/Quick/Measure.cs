using System.Diagnostics;

namespace JumpingVpn.Benchmarks.Quick;

/// <summary>
/// Rates as the best of many rounds: what else runs on the machine, and code that the compiler has not finished with, can only make
/// a round slower.
/// </summary>
internal static class Measure
{
    /// <summary>Rounds go on until none was better for so long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Operations a second.</summary>
    /// <param name="round">Does one round and says how many operations it was.</param>
    public static double Rate(Func<long> round) => Rates(round, null).First;

    /// <summary>Operations a second of something that can be done only so often.</summary>
    public static double Rate(Func<long> round, int rounds) => Enumerable.Range(0, rounds).Max(_ => Once(round));

    /// <summary>Operations a second of two things measured in turns, so that both meet the same machine.</summary>
    /// <param name="first">Does one round and says how many operations it was.</param>
    /// <param name="second">Likewise.</param>
    /// <param name="atLeast">How long rounds go on in any case: much code takes the compiler long.</param>
    public static (double First, double Second) Rates(Func<long> first, Func<long>? second, TimeSpan atLeast = default)
    {
        long began = Stopwatch.GetTimestamp();
        double bestFirst = 0;
        double bestSecond = 0;
        long improved = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(improved) < Patience || Stopwatch.GetElapsedTime(began) < atLeast)
        {
            double nextFirst = Once(first);
            double nextSecond = second is null ? 0 : Once(second);
            if (nextFirst > bestFirst || nextSecond > bestSecond)
            {
                improved = Stopwatch.GetTimestamp();
            }

            bestFirst = Math.Max(bestFirst, nextFirst);
            bestSecond = Math.Max(bestSecond, nextSecond);
        }

        return (bestFirst, bestSecond);
    }

    /// <summary>Bytes that one operation allocates on this thread, after a warm-up.</summary>
    public static double Allocated(Func<long> round)
    {
        round();
        long before = GC.GetAllocatedBytesForCurrentThread();
        long operations = round();
        return (double)(GC.GetAllocatedBytesForCurrentThread() - before) / operations;
    }

    private static double Once(Func<long> round)
    {
        long start = Stopwatch.GetTimestamp();
        long operations = round();
        return operations / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
