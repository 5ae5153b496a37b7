using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace JumpingVpn.Protocol.Wire;

/// <summary>64 bytes in two vectors.</summary>
internal readonly struct MarkedBytes256 : IMarkedBytes<MarkedBytes256>
{
    private readonly Vector256<byte> _one;
    private readonly Vector256<byte> _other;
    private readonly Vector256<byte> _marks;
    private readonly Vector256<byte> _otherMarks;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private MarkedBytes256(Vector256<byte> one, Vector256<byte> other, in HalfByteTable byHigh, in HalfByteTable byLow)
    {
        _one = one;
        _other = other;
        _marks = byHigh.OfHigh(one) & byLow.OfLow(one);
        _otherMarks = byHigh.OfHigh(other) & byLow.OfLow(other);
    }

    public ulong Controls
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        // In text there is none.
        get => AreControls(Vector256.Min(_one, _other)) == default ? 0 : Bits(AreControls(_one), AreControls(_other));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static MarkedBytes256 Load(ReadOnlySpan<byte> bytes, in HalfByteTable byHigh, in HalfByteTable byLow) =>
        new(Vector256.Create(bytes), Vector256.Create(bytes[Vector256<byte>.Count..]), byHigh, byLow);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Are(char c) =>
        Bits(Vector256.Equals(_one, Vector256.Create((byte)c)), Vector256.Equals(_other, Vector256.Create((byte)c)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong With(byte marks) => marks == 0x80 ? Bits(_marks, _otherMarks) : ~Bits(Without(_marks, marks), Without(_otherMarks, marks));

    private static Vector256<byte> AreControls(Vector256<byte> bytes) => Vector256.LessThanOrEqual(bytes, Vector256.Create((byte)0x1F));

    private static Vector256<byte> Without(Vector256<byte> said, byte marks) => Vector256.Equals(said & Vector256.Create(marks), default);

    private static ulong Bits(Vector256<byte> one, Vector256<byte> other) =>
        one.ExtractMostSignificantBits() | ((ulong)other.ExtractMostSignificantBits() << Vector256<byte>.Count);
}
