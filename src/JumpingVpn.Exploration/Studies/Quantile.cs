namespace JumpingVpn.Exploration.Studies;

/// <summary>A quantile of times with its 95 % interval between two order statistics, which assumes nothing about their
/// distribution.</summary>
/// <param name="Value">The quantile; null for never: so many runs did not hold.</param>
/// <param name="Low">The lower end; zero where there are too few runs to say. Null for never.</param>
/// <param name="High">The upper end; null for never, or where there are too few runs to say.</param>
public readonly record struct Quantile(TimeSpan? Value, TimeSpan? Low, TimeSpan? High)
{
    private const double Tail = 0.025;

    /// <summary>Computes it. A run that did not hold took longer than any other.</summary>
    /// <param name="times">The times of the runs that held, sorted.</param>
    /// <param name="runs">How many runs there were; at least 1 and at least as many.</param>
    /// <param name="percent">Which quantile, 1 to 99.</param>
    public static Quantile Of(IReadOnlyList<TimeSpan> times, int runs, int percent)
    {
        ArgumentNullException.ThrowIfNull(times);
        ArgumentOutOfRangeException.ThrowIfLessThan(runs, Math.Max(1, times.Count));
        ArgumentOutOfRangeException.ThrowIfNotEqual(percent is >= 1 and <= 99, true, nameof(percent));
        int rank = (int)((((long)runs * percent) + 99) / 100);
        (int low, int high) = RanksOf(runs, percent / 100.0);
        TimeSpan? At(int place) => place <= times.Count ? times[place - 1] : null;
        return new Quantile(At(rank), low == 0 ? TimeSpan.Zero : At(low), high > runs ? null : At(high));
    }

    /// <summary>The ranks between which the quantile lies with 95 %: how many of the runs are below it is binomial. 0 and runs + 1 for no
    /// bound.</summary>
    internal static (int Low, int High) RanksOf(int runs, double share)
    {
        double[] weights = Weights(runs, share);
        double all = weights.Sum();
        double below = 0;
        int low = 0;
        while (below + weights[low] <= Tail * all)
        {
            below += weights[low++];
        }

        double above = 0;
        int high = runs + 1;
        while (above + weights[high - 1] <= Tail * all)
        {
            above += weights[--high];
        }

        return (low, high);
    }

    // Relative to the largest, so that none overflows; products alone, because the powers of a machine's library may differ in a bit.
    private static double[] Weights(int runs, double share)
    {
        double[] weights = new double[runs + 1];
        double odds = share / (1 - share);
        int top = Math.Min((int)((runs + 1) * share), runs);
        weights[top] = 1;
        for (int k = top; k < runs; k++)
        {
            weights[k + 1] = weights[k] * (runs - k) / (k + 1) * odds;
        }

        for (int k = top; k > 0; k--)
        {
            weights[k - 1] = weights[k] * k / (runs - k + 1) / odds;
        }

        return weights;
    }
}
