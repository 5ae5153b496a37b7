using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Unicode;

namespace JumpingVpn.Protocol.Wire;

/// <summary>
/// Checks UTF-8 (RFC 3629) in a time that depends on the length alone. The platform's check is quick for plain ASCII and takes many times
/// as long
/// for a text that changes its alphabet with every character, because it branches for each; this one does not branch (Keiser and Lemire,
/// Validating UTF-8
/// In Less Than One Instruction Per Byte, 2021): three tables say of each pair of bytes which faults it may have, by the halves of the
/// bytes, and a fault is
/// what all three name.
/// </summary>
internal static class Utf8Check
{
    private const int Width = 32;
    private const int Before = 3;

    // The faults of a pair of bytes; the last bit says that two bytes of continuation follow each other, which is a fault only where none
    // was awaited.
    private const byte TooShort = 1; // a lead or ASCII where a continuation has to be
    private const byte TooLong = 2; // a continuation after ASCII
    private const byte Overlong3 = 4;
    private const byte TooLarge = 8; // above U+10FFFF
    private const byte Surrogate = 16;
    private const byte Overlong2 = 32;
    private const byte TooLargeOrOverlong4 = 64;
    private const byte TwoContinuations = 128;
    private const byte AnyLow = TooShort | TooLong | TwoContinuations;

    private static readonly HalfByteTable FirstHigh = new([
        TooLong,
        TooLong,
        TooLong,
        TooLong,
        TooLong,
        TooLong,
        TooLong,
        TooLong,
        TwoContinuations,
        TwoContinuations,
        TwoContinuations,
        TwoContinuations,
        TooShort | Overlong2,
        TooShort,
        TooShort | Overlong3 | Surrogate,
        TooShort | TooLarge | TooLargeOrOverlong4,
    ]);

    private static readonly HalfByteTable FirstLow = new([
        AnyLow | Overlong2 | Overlong3 | TooLargeOrOverlong4,
        AnyLow | Overlong2,
        AnyLow,
        AnyLow,
        AnyLow | TooLarge,
        AnyLow | TooLarge | TooLargeOrOverlong4,
        AnyLow | TooLarge | TooLargeOrOverlong4,
        AnyLow | TooLarge | TooLargeOrOverlong4,
        AnyLow | TooLarge | TooLargeOrOverlong4,
        AnyLow | TooLarge | TooLargeOrOverlong4,
        AnyLow | TooLarge | TooLargeOrOverlong4,
        AnyLow | TooLarge | TooLargeOrOverlong4,
        AnyLow | TooLarge | TooLargeOrOverlong4,
        AnyLow | TooLarge | TooLargeOrOverlong4 | Surrogate,
        AnyLow | TooLarge | TooLargeOrOverlong4,
        AnyLow | TooLarge | TooLargeOrOverlong4,
    ]);

    private static readonly HalfByteTable SecondHigh = new([
        TooShort,
        TooShort,
        TooShort,
        TooShort,
        TooShort,
        TooShort,
        TooShort,
        TooShort,
        TooLong | Overlong2 | TwoContinuations | Overlong3 | TooLargeOrOverlong4,
        TooLong | Overlong2 | TwoContinuations | Overlong3 | TooLarge,
        TooLong | Overlong2 | TwoContinuations | Surrogate | TooLarge,
        TooLong | Overlong2 | TwoContinuations | Surrogate | TooLarge,
        TooShort,
        TooShort,
        TooShort,
        TooShort,
    ]);

    /// <summary>True where the bytes are UTF-8.</summary>
    public static bool IsValid(ReadOnlySpan<byte> text)
    {
        int ascii = text.IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
        if (ascii < 0)
        {
            return true;
        }

        text = text[ascii..]; // what is before begins and ends with whole characters
        return text.Length < 2 * Width ? Utf8.IsValid(text) : IsValidInVectors(text);
    }

    private static bool IsValidInVectors(ReadOnlySpan<byte> text)
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
        Vector256<byte> faults = FirstHigh.OfHigh(previous) & FirstLow.OfLow(previous) & SecondHigh.OfHigh(bytes);

        // The third byte of three and four, and the fourth of four, have to be continuations of continuations: the highest bit.
        Vector256<byte> awaited =
            Vector256.SubtractSaturate(second, Vector256.Create((byte)(0xE0 - 0x80)))
            | Vector256.SubtractSaturate(third, Vector256.Create((byte)(0xF0 - 0x80)));
        return faults ^ (awaited & Vector256.Create(TwoContinuations));
    }
}
