namespace JumpingVpn.Network.Impairments;

/// <summary>How a table of quantiles turns uniform bits into a deviation, as netem does: an index, and a linear interpolation in
/// integers.</summary>
internal static class QuantileTable
{
    /// <summary>The number of intervals; a table has one entry more.</summary>
    public const int Size = 1 << IndexBits;

    /// <summary>The entry that represents one deviation.</summary>
    public const int Unit = 1 << 16;

    private const int IndexBits = 12;
    private const int FractionBits = 16;

    /// <summary>The deviation of 64 uniform bits, times <paramref name="sigma"/>.</summary>
    public static long Scale(int[] quantiles, long sigma, ulong uniform)
    {
        int index = (int)(uniform >> (64 - IndexBits));
        long fraction = (long)((uniform >> (64 - IndexBits - FractionBits)) & ((1 << FractionBits) - 1));
        long low = quantiles[index];
        long value = low + (((quantiles[index + 1] - low) * fraction) >> FractionBits);
        return sigma * value / Unit;
    }
}
