using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace JumpingVpn.Protocol.Wire;

/// <summary>64 bytes in one vector, for processors that have such: half the work.</summary>
internal readonly struct MarkedBytes512 : IMarkedBytes<MarkedBytes512>
{
    private readonly Vector512<byte> _bytes;
    private readonly Vector512<byte> _marks;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private MarkedBytes512(Vector512<byte> bytes, in HalfByteTable byHigh, in HalfByteTable byLow)
    {
        _bytes = bytes;
        _marks = byHigh.OfHigh(bytes) & byLow.OfLow(bytes);
    }

    public ulong Controls
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.LessThanOrEqual(_bytes, Vector512.Create((byte)0x1F)).ExtractMostSignificantBits();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static MarkedBytes512 Load(ReadOnlySpan<byte> bytes, in HalfByteTable byHigh, in HalfByteTable byLow) =>
        new(Vector512.Create(bytes), byHigh, byLow);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Are(char c) => Vector512.Equals(_bytes, Vector512.Create((byte)c)).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong With(byte marks) => ~Vector512.Equals(_marks & Vector512.Create(marks), default).ExtractMostSignificantBits();
}
