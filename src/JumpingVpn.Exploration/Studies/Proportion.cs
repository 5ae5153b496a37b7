namespace JumpingVpn.Exploration.Studies;

/// <summary>How many of several runs held, with the 95 % interval of Wilson (1927), which is good for small counts and for shares near
/// 0 and 1.</summary>
/// <param name="Held">How many held.</param>
/// <param name="Runs">Of how many; at least 1.</param>
public readonly record struct Proportion(int Held, int Runs)
{
    // The 97.5th percentile of the normal distribution.
    private const double Z = 1.959963984540054;

    /// <summary>The share that held, from 0 to 1.</summary>
    public double Share => (double)Held / Runs;

    /// <summary>The lower end of the interval.</summary>
    public double Low => Held == 0 ? 0 : Center - Reach;

    /// <summary>The upper end of the interval.</summary>
    public double High => Held == Runs ? 1 : Center + Reach;

    private double Scale => 1 + (Z * Z / Runs);

    private double Center => (Share + (Z * Z / (2 * Runs))) / Scale;

    private double Reach => Z / Scale * Math.Sqrt((Share * (1 - Share) / Runs) + (Z * Z / (4.0 * Runs * Runs)));
}
