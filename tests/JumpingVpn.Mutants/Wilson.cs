using System.Globalization;

namespace JumpingVpn.Mutants;

/// <summary>The interval in which a share lies with a probability of 95 %, by Wilson's score, of what a sample of it shows.</summary>
internal static class Wilson
{
    private const double Z = 1.96;

    public static string Interval(int noticed, int tried)
    {
        if (tried == 0)
        {
            return "none tried";
        }

        double share = (double)noticed / tried;
        double scale = 1 + (Z * Z / tried);
        double middle = (share + (Z * Z / (2 * tried))) / scale;
        double half = Z * Math.Sqrt((share * (1 - share) / tried) + (Z * Z / (4.0 * tried * tried))) / scale;
        return string.Create(CultureInfo.InvariantCulture, $"{100 * (middle - half):F1}–{100 * (middle + half):F1} %");
    }
}
