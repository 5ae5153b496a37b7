namespace JumpingVpn.Network.Impairments;

/// <summary>
/// The quantiles of a Pareto distribution of shape 3, shifted to mean 0 and scaled to deviation 1, cut at 4. Like
/// <see cref="NormalTable"/> it is made of nothing but the four basic operations.
/// </summary>
internal static class ParetoTable
{
    private const int Size = QuantileTable.Size;
    private const int Unit = QuantileTable.Unit;
    private const double Cut = 4;
    private const double Mean = 1.5;

    // The root of the variance 3/4 of shape 3 and minimum 1.
    private const double Deviation = 0.86602540378443864676;

    private static readonly int[] Quantiles = Compute();

    /// <summary>A deviation for 64 uniform bits.</summary>
    public static long Scale(long sigma, ulong uniform) => QuantileTable.Scale(Quantiles, sigma, uniform);

    private static int[] Compute()
    {
        int[] quantiles = new int[Size + 1];
        for (int i = 0; i < Size; i++)
        {
            double value = 1 / CubeRoot((double)(Size - i) / Size);
            quantiles[i] = (int)(Math.Min(Cut, (value - Mean) / Deviation) * Unit);
        }

        quantiles[Size] = (int)(Cut * Unit);
        return quantiles;
    }

    /// <summary>Newton's method from above: for 0 &lt; x ≤ 1 it falls towards the root.</summary>
    private static double CubeRoot(double x)
    {
        double root = 1;
        for (int i = 0; i < 40; i++)
        {
            root -= (root - (x / (root * root))) / 3;
        }

        return root;
    }
}
