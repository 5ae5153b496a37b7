using System.Globalization;

namespace JumpingVpn.Benchmarks.Quick;

/// <summary>One measured figure against its target.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">The figure.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Target">What is asked for; null for a figure that only explains others.</param>
/// <param name="AtMost">True where less is better.</param>
internal sealed record Row(string Name, double Value, string Unit, double? Target = null, bool AtMost = false)
{
    /// <summary>True where the target is met, or there is none.</summary>
    public bool IsMet => Target is not { } target || (AtMost ? Value <= target : Value >= target);

    /// <summary>One line of the table.</summary>
    public override string ToString()
    {
        string target = Target is { } wanted ? (AtMost ? "≤ " : "≥ ") + Number(wanted) : "";
        string ratio = Target is { } by && by != 0 ? (Value / by).ToString("F2", CultureInfo.InvariantCulture) : "";
        string verdict =
            Target is null ? ""
            : IsMet ? "met"
            : "MISSED";
        return $"{Name, -66} {Number(Value), 12} {Unit, -12} {target, 12} {ratio, 8}  {verdict}";
    }

    private static string Number(double value) =>
        value >= 1_000 ? value.ToString("N0", CultureInfo.InvariantCulture) : value.ToString("0.##", CultureInfo.InvariantCulture);
}
