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
    public static double Rate(Func<long> round) => 1 / Least(() => [SecondsEach(round)])[0];

    /// <summary>Operations a second of something that can be done only so often.</summary>
    public static double Rate(Func<long> round, int rounds) => 1 / Enumerable.Range(0, rounds).Min(_ => SecondsEach(round));

    /// <summary>Operations a second of two things measured in turns, so that both meet the same machine.</summary>
    /// <param name="first">Does one round and says how many operations it was.</param>
    /// <param name="second">Likewise.</param>
    /// <param name="atLeast">How long rounds go on in any case: much code takes the compiler long.</param>
    public static (double First, double Second) Rates(Func<long> first, Func<long> second, TimeSpan atLeast = default)
    {
        double[] least = Least(() => [SecondsEach(first), SecondsEach(second)], atLeast);
        return (1 / least[0], 1 / least[1]);
    }

    /// <summary>The least of each of the figures that a round gives.</summary>
    /// <param name="round">Does one round of everything that is to be compared, in turns.</param>
    /// <param name="atLeast">How long rounds go on in any case.</param>
    public static double[] Least(Func<double[]> round, TimeSpan atLeast = default)
    {
        long began = Stopwatch.GetTimestamp();
        double[] least = round();
        long improved = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(improved) < Patience || Stopwatch.GetElapsedTime(began) < atLeast)
        {
            double[] next = round();
            for (int i = 0; i < least.Length; i++)
            {
                if (next[i] < least[i])
                {
                    least[i] = next[i];
                    improved = Stopwatch.GetTimestamp();
                }
            }
        }

        return least;
    }

    /// <summary>Bytes that one operation allocates on this thread, after a warm-up.</summary>
    public static double Allocated(Func<long> round)
    {
        round();
        long before = GC.GetAllocatedBytesForCurrentThread();
        long operations = round();
        return (double)(GC.GetAllocatedBytesForCurrentThread() - before) / operations;
    }

    /// <summary>How long one operation of a round took.</summary>
    public static double SecondsEach(Func<long> round)
    {
        long start = Stopwatch.GetTimestamp();
        long operations = round();
        return Stopwatch.GetElapsedTime(start).TotalSeconds / operations;
    }
}
