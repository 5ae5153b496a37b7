using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace JumpingVpn.Protocol.Wire;

/// <summary>
/// Finds the end of a JSON string that is full of escapes, and checks all of them, 64 bytes at a time: the bytes of each kind become bits
/// of a word, and what has to follow what is seen by shifting words (Langdale and Lemire, Parsing Gigabytes of JSON per Second, 2019,
/// section 3.1). Step by step, a string of nothing but escapes would cost several times what a plain one of its length costs.
/// </summary>
internal static class EscapedText
{
    private const byte FirstOfSurrogate = 0x80; // d
    private const byte SecondOfLow = 0x40; // c to f
    private const byte LetterOfHigh = 0x20; // a and b
    private const byte DigitOfHigh = 0x10; // 8 and 9
    private const byte Digit = 0x08; // 0 to 7
    private const byte EscapeOfRow6 = 0x04; // b f n
    private const byte EscapeOfRow7 = 0x02; // r t u
    private const byte EscapeOfRow2 = 0x01; // quote and slash; the backslash is found without
    private const byte Letters = FirstOfSurrogate | SecondOfLow | LetterOfHigh;
    private const byte AnyDigit = Letters | DigitOfHigh | Digit;
    private const byte AnyEscape = EscapeOfRow2 | EscapeOfRow6 | EscapeOfRow7;
    private const int BlockLength = IMarkedBytes<MarkedBytes256>.Length;
    private const ulong FourBehind = 0b1_1110;
    private const ulong OddBits = 0xAAAA_AAAA_AAAA_AAAA;

    // Together they tell what a byte is as a digit and what it is behind a backslash, in one pair of look-ups.
    private static readonly HalfByteTable MarksByHigh = new([
        0,
        0,
        EscapeOfRow2,
        DigitOfHigh | Digit,
        Letters,
        0,
        Letters | EscapeOfRow6,
        EscapeOfRow7,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
    ]);

    private static readonly HalfByteTable MarksByLow = new([
        Digit,
        Digit | LetterOfHigh,
        Digit | LetterOfHigh | AnyEscape,
        Digit | SecondOfLow,
        Digit | SecondOfLow | FirstOfSurrogate | EscapeOfRow7,
        Digit | SecondOfLow | EscapeOfRow7,
        Digit | SecondOfLow | EscapeOfRow6,
        Digit,
        DigitOfHigh,
        DigitOfHigh,
        0,
        0,
        0,
        0,
        EscapeOfRow6,
        EscapeOfRow2,
    ]);

    /// <summary>Measures a string.</summary>
    /// <param name="text">It begins behind the opening quote.</param>
    /// <param name="isUnicode">False if a surrogate stands alone.</param>
    /// <returns>How long it is up to its closing quote; negative where it has none, or something in it that JSON forbids.</returns>
    public static int Measure(ReadOnlySpan<byte> text, out bool isUnicode) =>
        Vector512.IsHardwareAccelerated ? Measure<MarkedBytes512>(text, out isUnicode) : Measure<MarkedBytes256>(text, out isUnicode);

    /// <summary>The same by vectors of one length.</summary>
    internal static int Measure<TBytes>(ReadOnlySpan<byte> text, out bool isUnicode)
        where TBytes : struct, IMarkedBytes<TBytes>
    {
        HalfByteTable byHigh = MarksByHigh;
        HalfByteTable byLow = MarksByLow;
        Span<byte> last = stackalloc byte[BlockLength];
        last.Clear(); // zeros are forbidden in a string, so it ends before them or is none
        Carry carry = default;
        ulong lone = 0;
        isUnicode = false;
        for (int at = 0; at < text.Length; at += BlockLength)
        {
            scoped ReadOnlySpan<byte> bytes = text[at..];
            if (bytes.Length < BlockLength)
            {
                bytes.CopyTo(last);
                bytes = last;
            }

            if (!TryBlock(TBytes.Load(bytes, byHigh, byLow), ref carry, ref lone, out ulong end))
            {
                return -1;
            }

            if (end != 0)
            {
                isUnicode = (lone | carry.AwaitedLow) == 0;
                return at + BitOperations.TrailingZeroCount(end);
            }
        }

        return -1;
    }

    /// <summary>Checks 64 bytes; in each word that follows, the lowest bit represents the first of them.</summary>
    /// <param name="bytes">The bytes, marked by the tables.</param>
    /// <param name="carry">What the bytes before them were.</param>
    /// <param name="lone">Set where a surrogate stands alone.</param>
    /// <param name="end">The quote that ends the string; 0 if it goes on.</param>
    /// <returns>False if one of them may not stand where it does.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // so that what is carried from block to block stays in registers
    private static bool TryBlock<TBytes>(TBytes bytes, ref Carry carry, ref ulong lone, out ulong end)
        where TBytes : struct, IMarkedBytes<TBytes>
    {
        ulong quotes = bytes.Are('"');
        ulong backslashes = bytes.Are('\\');
        ulong escaped = Escaped(backslashes, ref carry.EscapesNext);
        ulong broken = bytes.Controls | (escaped & ~backslashes & ~bytes.With(AnyEscape));
        ulong ends = quotes & ~escaped;
        end = ends & (~ends + 1);
        ulong inside = end == 0 ? ulong.MaxValue : end - 1;
        ulong units = escaped & bytes.Are('u');
        if ((units | carry.AwaitedDigits | carry.AwaitedLow) != 0)
        {
            // Times 30 sets the four bits behind each. Where two of them overlap, the backslash of the second is not a digit of the first.
            broken |= ((units * FourBehind) | carry.AwaitedDigits) & ~bytes.With(AnyDigit);
            ulong firsts = After(units, ref carry.AwaitedFirst) & bytes.With(FirstOfSurrogate);
            ulong surrogates = After(firsts, ref carry.AwaitedSecond) & inside; // by their second digits
            if ((surrogates | carry.AwaitedLow) != 0)
            {
                // A high one awaits a low one six bytes on, as in \uD83D\uDE00; the others are none.
                ulong highs = surrogates & bytes.With(LetterOfHigh | DigitOfHigh);
                ulong lows = surrogates & bytes.With(SecondOfLow);
                lone |= lows ^ ((highs << 6) | carry.AwaitedLow);
                carry.AwaitedLow = highs >> (BlockLength - 6);
            }

            carry.AwaitedDigits = ((units >> (BlockLength / 2)) * FourBehind) >> (BlockLength / 2);
        }

        return (broken & (inside | end)) == 0;
    }

    /// <summary>The bytes behind those; of the last one, it is the first of the next block.</summary>
    private static ulong After(ulong bits, ref ulong next)
    {
        ulong after = (bits << 1) | next;
        next = bits >> (BlockLength - 1);
        return after;
    }

    /// <summary>The bytes behind a backslash that is not itself behind one: in each run of backslashes, every second and what follows an
    /// odd run.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Escaped(ulong backslashes, ref ulong escapesNext)
    {
        ulong first = escapesNext;
        ulong begins = backslashes & ~first;
        ulong marks = (((begins << 1) | OddBits) - begins) ^ OddBits; // the carry runs through each run and tells its parity
        escapesNext = (marks & backslashes) >> 63;
        return marks ^ (backslashes | first);
    }

    /// <summary>What the bytes before a block were.</summary>
    private struct Carry
    {
        /// <summary>1 where the first byte is escaped.</summary>
        public ulong EscapesNext;

        /// <summary>Where the digits of a <c>\u</c> escape have to be in this block.</summary>
        public ulong AwaitedDigits;

        /// <summary>1 where the first byte is the first digit of an escape.</summary>
        public ulong AwaitedFirst;

        /// <summary>1 where the first byte is the second digit of what may be a surrogate.</summary>
        public ulong AwaitedSecond;

        /// <summary>Where the second digits of low surrogates have to be in this block.</summary>
        public ulong AwaitedLow;
    }
}
