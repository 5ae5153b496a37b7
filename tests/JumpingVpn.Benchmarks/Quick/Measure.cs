using System.Diagnostics;

namespace JumpingVpn.Benchmarks.Quick;

/// <summary>
/// Rates as the best of several rounds: what else runs on the machine can only make a round slower. Rounds count only after a
/// second of warm-up, by which time the compiler has done with the hot paths.
/// </summary>
internal static class Measure
{
    /// <summary>How many rounds count.</summary>
    public const int Rounds = 5;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    /// <summary>Operations a second.</summary>
    /// <param name="round">Does one round and says how many operations it was.</param>
    public static double Rate(Func<long> round) => Rates(round, null).First;

    /// <summary>Operations a second of something that can be done only so often: without a warm-up but for these rounds.</summary>
    public static double Rate(Func<long> round, int warmUpRounds)
    {
        for (int i = 0; i < warmUpRounds; i++)
        {
            round();
        }

        return Enumerable.Range(0, Rounds).Max(_ => Once(round));
    }

    /// <summary>Operations a second of two things measured in turns, so that both meet the same machine.</summary>
    public static (double First, double Second) Rates(Func<long> first, Func<long>? second)
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < WarmUp)
        {
            first();
            second?.Invoke();
        }

        double bestFirst = 0;
        double bestSecond = 0;
        for (int i = 0; i < Rounds; i++)
        {
            bestFirst = Math.Max(bestFirst, Once(first));
            bestSecond = second is null ? 0 : Math.Max(bestSecond, Once(second));
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
