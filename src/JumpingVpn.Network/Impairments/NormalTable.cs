namespace JumpingVpn.Network.Impairments;

/// <summary>
/// The quantiles of the standard normal distribution as netem keeps them: a table, cut at ± 4 deviations, with linear
/// interpolation in integers. It is computed once with nothing but the four basic operations, which IEEE 754 rounds the same
/// on every machine, where a library's Exp or Log may differ in the last bit.
/// </summary>
internal static class NormalTable
{
    private const int Size = QuantileTable.Size;
    private const int Unit = QuantileTable.Unit;
    private const double Cut = 4;
    private const double InverseRootTwoPi = 0.39894228040143267794;

    private static readonly int[] Quantiles = Compute();

    /// <summary>A normal deviation of standard deviation <paramref name="sigma"/>, for 64 uniform bits.</summary>
    public static long Scale(long sigma, ulong uniform) => QuantileTable.Scale(Quantiles, sigma, uniform);

    private static int[] Compute()
    {
        int[] quantiles = new int[Size + 1];
        quantiles[0] = (int)(-Cut * Unit);
        double quantile = -3.5;
        for (int i = 1; i < Size / 2; i++)
        {
            quantile = Quantile((double)i / Size, quantile);
            quantiles[i] = (int)(quantile * Unit);
        }

        for (int i = 0; i < Size / 2; i++)
        {
            quantiles[Size - i] = -quantiles[i];
        }

        return quantiles;
    }

    /// <summary>Newton's method from the quantile before: left of 0 the function is convex, so it converges from the right.</summary>
    private static double Quantile(double probability, double start)
    {
        double x = start;
        for (int i = 0; i < 6; i++)
        {
            x -= (Distribution(x) - probability) / Density(x);
        }

        return x;
    }

    /// <summary>Marsaglia's series (2004): Φ(x) = ½ + φ(x) · (x + x³/3 + x⁵/(3·5) + …).</summary>
    private static double Distribution(double x)
    {
        double term = x;
        double sum = x;
        for (int i = 3; i < 120; i += 2)
        {
            term *= x * x / i;
            sum += term;
        }

        return 0.5 + (sum * Density(x));
    }

    private static double Density(double x) => InverseRootTwoPi * ExpOfMinus(x * x / 2);

    /// <summary>e⁻ˣ for 0 ≤ x ≤ 8 by the Taylor series of x/16, squared four times.</summary>
    private static double ExpOfMinus(double x)
    {
        double small = x / 16;
        double term = 1;
        double sum = 1;
        for (int i = 1; i < 20; i++)
        {
            term *= -small / i;
            sum += term;
        }

        double squared = sum * sum;
        squared *= squared;
        squared *= squared;
        return squared * squared;
    }
}
