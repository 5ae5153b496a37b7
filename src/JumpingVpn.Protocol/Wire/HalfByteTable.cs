using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace JumpingVpn.Protocol.Wire;

/// <summary>A table of 16 bytes that tells something of each byte of a vector by one of its halves; two of them, combined by "and", tell
/// sets of bytes apart.</summary>
internal readonly struct HalfByteTable(ReadOnlySpan<byte> entries)
{
    private readonly Vector256<byte> _entries = Vector256.Create(Vector128.Create(entries), Vector128.Create(entries));

    /// <summary>What the table says of the higher halves.</summary>
    public Vector256<byte> OfHigh(Vector256<byte> bytes) => LookUp(bytes >>> 4);

    /// <summary>What the table says of the lower halves.</summary>
    public Vector256<byte> OfLow(Vector256<byte> bytes) => LookUp(bytes & Vector256.Create((byte)0x0F));

    /// <summary>What the table says of the higher halves.</summary>
    public Vector512<byte> OfHigh(Vector512<byte> bytes) => LookUp(bytes >>> 4);

    /// <summary>What the table says of the lower halves.</summary>
    public Vector512<byte> OfLow(Vector512<byte> bytes) => LookUp(bytes & Vector512.Create((byte)0x0F));

    /// <summary>One instruction where there is one that does both halves of a vector at once.</summary>
    private Vector256<byte> LookUp(Vector256<byte> halves) =>
        Avx2.IsSupported
            ? Avx2.Shuffle(_entries, halves)
            : Vector256.Create(
                Vector128.ShuffleNative(_entries.GetLower(), halves.GetLower()),
                Vector128.ShuffleNative(_entries.GetUpper(), halves.GetUpper())
            );

    private Vector512<byte> LookUp(Vector512<byte> halves) =>
        Avx512BW.IsSupported
            ? Avx512BW.Shuffle(Vector512.Create(_entries, _entries), halves)
            : Vector512.Create(LookUp(halves.GetLower()), LookUp(halves.GetUpper()));
}
