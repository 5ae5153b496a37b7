using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace JumpingVpn.Protocol.Wire;

/// <summary>A table of 16 bytes that tells something of each byte of a vector by one of its halves; two of them, combined by "and", tell
/// sets of bytes apart.</summary>
internal readonly struct HalfByteTable(ReadOnlySpan<byte> entries)
{
    // Four times, as wide as the widest vector: to repeat it for each look-up took longer than the look-up.
    private readonly Vector512<byte> _entries = Vector512.Create(Vector256.Create(Vector128.Create(entries)));

    /// <summary>The table as often as the widest vector has room for it; a local copy of it stays in a register.</summary>
    public Vector512<byte> Wide => _entries;

    /// <summary>What the table says of the higher halves.</summary>
    public Vector256<byte> OfHigh(Vector256<byte> bytes) => LookUp(bytes >>> 4);

    /// <summary>What the table says of the lower halves.</summary>
    public Vector256<byte> OfLow(Vector256<byte> bytes) => LookUp(bytes & Vector256.Create((byte)0x0F));

    /// <summary>What the table says of the higher halves.</summary>
    public Vector512<byte> OfHigh(Vector512<byte> bytes) => LookUp(_entries, bytes >>> 4);

    /// <summary>What the table says of the lower halves.</summary>
    public Vector512<byte> OfLow(Vector512<byte> bytes) => LookUp(_entries, bytes & Vector512.Create((byte)0x0F));

    /// <summary>Looks up halves in a wide table.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> LookUp(Vector512<byte> table, Vector512<byte> halves) =>
        Avx512BW.IsSupported
            ? Avx512BW.Shuffle(table, halves)
            : Vector512.Create(LookUp(table.GetLower(), halves.GetLower()), LookUp(table.GetLower(), halves.GetUpper()));

    private Vector256<byte> LookUp(Vector256<byte> halves) => LookUp(_entries.GetLower(), halves);

    /// <summary>One instruction where there is one that does both halves of a vector at once.</summary>
    private static Vector256<byte> LookUp(Vector256<byte> table, Vector256<byte> halves) =>
        Avx2.IsSupported
            ? Avx2.Shuffle(table, halves)
            : Vector256.Create(
                Vector128.ShuffleNative(table.GetLower(), halves.GetLower()),
                Vector128.ShuffleNative(table.GetLower(), halves.GetUpper())
            );
}
