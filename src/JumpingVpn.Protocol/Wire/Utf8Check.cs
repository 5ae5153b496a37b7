using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Unicode;

namespace JumpingVpn.Protocol.Wire;

/// <summary>
/// Checks UTF-8 (RFC 3629) in a time that depends on the length alone. The platform's check is quick for plain ASCII and takes many times
/// as long for a text that changes its alphabet with every character, because it branches for each; this one does not branch (Keiser and
/// Lemire, Validating UTF-8 In Less Than One Instruction Per Byte, 2021): three tables say of each pair of bytes which faults it may
/// have, by the halves of the bytes, and a fault is what all three name.
/// </summary>
internal static class Utf8Check
{
    private const int Width = 32;
    private const int Before = 3;

    /// <summary>True if the bytes are UTF-8.</summary>
    public static bool IsValid(ReadOnlySpan<byte> text)
    {
        int ascii = text.IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
        if (ascii < 0)
        {
            return true;
        }

        text = text[ascii..]; // what is before begins and ends with whole characters
        return text.Length < 2 * Width ? Utf8.IsValid(text)
            : Vector512.IsHardwareAccelerated && text.Length >= 2 * Utf8Check512.Width ? Utf8Check512.IsValid(text)
            : IsValidInVectors(text);
    }

    internal static bool IsValidInVectors(ReadOnlySpan<byte> text)
    {
        // The first bytes begin a character, and before them are zeros.
        Span<byte> edge = stackalloc byte[Before + Width];
        edge.Clear();
        text[..Width].CopyTo(edge[Before..]);
        Vector256<byte> faults = Check(ref edge[Before]);

        ref byte first = ref MemoryMarshal.GetReference(text);
        int at = Width;
        for (; at <= text.Length - Width; at += Width)
        {
            faults |= Check(ref Unsafe.Add(ref first, at));
        }

        // So are they behind the last, one of them at least: a character that is cut off is too short.
        edge.Clear();
        text[(at - Before)..].CopyTo(edge);
        faults |= Check(ref edge[Before]);
        return faults == Vector256<byte>.Zero;
    }

    /// <summary>The faults of 32 bytes that have three before them.</summary>
    private static Vector256<byte> Check(ref byte at)
    {
        var bytes = Vector256.LoadUnsafe(ref at);
        var previous = Vector256.LoadUnsafe(ref Unsafe.Subtract(ref at, 1));
        var second = Vector256.LoadUnsafe(ref Unsafe.Subtract(ref at, 2));
        var third = Vector256.LoadUnsafe(ref Unsafe.Subtract(ref at, 3));
        Vector256<byte> faults =
            Utf8Faults.FirstHigh.OfHigh(previous) & Utf8Faults.FirstLow.OfLow(previous) & Utf8Faults.SecondHigh.OfHigh(bytes);

        // The third byte of three and four, and the fourth of four, have to be continuations of continuations: the highest bit.
        Vector256<byte> awaited =
            Vector256.SubtractSaturate(second, Vector256.Create((byte)(0xE0 - 0x80)))
            | Vector256.SubtractSaturate(third, Vector256.Create((byte)(0xF0 - 0x80)));
        return faults ^ (awaited & Vector256.Create(Utf8Faults.TwoContinuations));
    }
}
