using System.Globalization;
using System.Text;

namespace JumpingVpn.Fuzzing;

/// <summary>What a run of the search for dear datagrams found.</summary>
/// <param name="Datagrams">How many were tried.</param>
/// <param name="CorpusSize">How many were kept for further mutation.</param>
/// <param name="Worst">The dearest against a plain DATA of its length.</param>
/// <param name="Ratio">How many times as much it costs.</param>
public sealed record CostReport(long Datagrams, int CorpusSize, byte[] Worst, double Ratio)
{
    /// <summary>The datagram as text and as hex, and what it costs.</summary>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Ratio:F2} times a plain DATA of its {Worst.Length} bytes\n  text  {Encoding.UTF8.GetString(Worst)}\n"
        ) + $"  hex   {Convert.ToHexStringLower(Worst)}";
}
