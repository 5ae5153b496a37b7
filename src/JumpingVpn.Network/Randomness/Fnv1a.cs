namespace JumpingVpn.Network.Randomness;

/// <summary>
/// The 64-bit FNV-1a hash (draft-eastlake-fnv): short enough to be recomputed by anyone in any language, and equal in every
/// process, unlike the hash of a string. It names streams and fingerprints traces; it resists no attacker.
/// </summary>
public static class Fnv1a
{
    /// <summary>The hash of no bytes at all, from which a running hash starts.</summary>
    public const ulong Empty = 0xCBF2_9CE4_8422_2325UL;

    private const ulong Prime = 0x0000_0100_0000_01B3UL;

    /// <summary>Continues <paramref name="hash"/> with more bytes.</summary>
    public static ulong Append(ulong hash, ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            hash = (hash ^ value) * Prime;
        }

        return hash;
    }

    /// <summary>Continues <paramref name="hash"/> with the UTF-16 units of a label, low byte first.</summary>
    public static ulong Append(ulong hash, ReadOnlySpan<char> label)
    {
        foreach (char unit in label)
        {
            hash = (hash ^ (byte)unit) * Prime;
            hash = (hash ^ (byte)(unit >> 8)) * Prime;
        }

        return hash;
    }
}
