using System.Numerics;
using System.Runtime.Intrinsics;

namespace JumpingVpn.Protocol.Wire;

/// <summary>
/// Finds the end of a JSON string that is full of escapes, and checks all of them, 64 bytes at a time: the bytes of each kind become bits
/// of a word, and
/// what has to follow what is seen by shifting words (Langdale and Lemire, Parsing Gigabytes of JSON per Second, 2019, section 3.1). Step
/// by step, a string of
/// nothing but escapes would cost several times what a plain one of its length costs.
/// </summary>
internal static class EscapedText
{
    private const byte FirstOfSurrogate = 0x80; // d
    private const byte SecondOfLow = 0x40; // c to f
    private const byte LetterOfHigh = 0x20; // a and b
    private const byte DigitOfHigh = 0x10; // 8 and 9
    private const byte Letter = 0x08; // a to f
    private const byte Digit = 0x04; // 0 to 9
    private const byte AnyLetter = FirstOfSurrogate | SecondOfLow | LetterOfHigh | Letter;
    private const byte AnyDigit = DigitOfHigh | Digit;
    private const int BlockLength = 64;
    private const ulong OddBits = 0xAAAA_AAAA_AAAA_AAAA;

    // What may follow a backslash, one bit for each row of ASCII: quote and slash, backslash, b f n, r t u.
    private static readonly HalfByteTable EscapesByHigh = new([0, 0, 1, 0, 0, 2, 4, 8, 0, 0, 0, 0, 0, 0, 0, 0]);
    private static readonly HalfByteTable EscapesByLow = new([0, 0, 1 | 4 | 8, 0, 8, 8, 4, 0, 0, 0, 0, 0, 2, 0, 4, 1]);

    private static readonly HalfByteTable DigitsByHigh = new([0, 0, 0, AnyDigit, AnyLetter, 0, AnyLetter, 0, 0, 0, 0, 0, 0, 0, 0, 0]);

    private static readonly HalfByteTable DigitsByLow = new([
        Digit,
        Digit | Letter | LetterOfHigh,
        Digit | Letter | LetterOfHigh,
        Digit | Letter | SecondOfLow,
        Digit | Letter | SecondOfLow | FirstOfSurrogate,
        Digit | Letter | SecondOfLow,
        Digit | Letter | SecondOfLow,
        Digit,
        Digit | DigitOfHigh,
        Digit | DigitOfHigh,
        0,
        0,
        0,
        0,
        0,
        0,
    ]);

    /// <summary>Measures a string.</summary>
    /// <param name="text">It begins behind the opening quote.</param>
    /// <param name="isUnicode">False where a surrogate stands alone.</param>
    /// <returns>How long it is up to its closing quote; negative where it has none, or something in it that JSON forbids.</returns>
    public static int Measure(ReadOnlySpan<byte> text, out bool isUnicode)
    {
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

            if (!TryBlock(bytes, ref carry, ref lone, out ulong end))
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

    /// <summary>Checks 64 bytes; in each word that follows, the lowest bit stands for the first of them.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="carry">What the bytes before them were.</param>
    /// <param name="lone">Set where a surrogate stands alone.</param>
    /// <param name="end">The quote that ends the string; 0 where it goes on.</param>
    /// <returns>False where one of them may not stand where it does.</returns>
    private static bool TryBlock(ReadOnlySpan<byte> bytes, ref Carry carry, ref ulong lone, out ulong end)
    {
        Vector256<byte> one = Vector256.Create(bytes);
        Vector256<byte> other = Vector256.Create(bytes[32..]);
        ulong quotes = Bits(Is(one, '"'), Is(other, '"'));
        ulong backslashes = Bits(Is(one, '\\'), Is(other, '\\'));
        ulong escaped = Escaped(backslashes, ref carry.EscapesNext);
        ulong unescapable = Bits(IsUnescapable(one), IsUnescapable(other));
        ulong broken = Bits(IsControl(one), IsControl(other)) | (escaped & unescapable);
        ulong ends = quotes & ~escaped;
        end = ends & (~ends + 1);
        ulong inside = end == 0 ? ulong.MaxValue : end - 1;
        ulong units = escaped & Bits(Is(one, 'u'), Is(other, 'u'));
        if ((units | carry.Units | carry.AwaitedLow) != 0)
        {
            ulong awaited =
                After(units, carry.Units, 1) | After(units, carry.Units, 2) | After(units, carry.Units, 3) | After(units, carry.Units, 4);
            Vector256<byte> digits = DigitsByHigh.OfHigh(one) & DigitsByLow.OfLow(one);
            Vector256<byte> otherDigits = DigitsByHigh.OfHigh(other) & DigitsByLow.OfLow(other);
            broken |= awaited & Bits(Vector256.Equals(digits, default), Vector256.Equals(otherDigits, default));
            ulong highFirst = Bits(digits, otherDigits); // their highest bit is the mark of d
            ulong surrogates = After(units, carry.Units, 2) & After(highFirst, carry.HighFirst, 1) & inside; // by their second digits
            if ((surrogates | carry.AwaitedLow) != 0)
            {
                // A high one awaits a low one six bytes on, as in \uD83D\uDE00; the others are none.
                ulong highs = surrogates & Bits(IsAny(digits, LetterOfHigh | DigitOfHigh), IsAny(otherDigits, LetterOfHigh | DigitOfHigh));
                ulong lows = surrogates & Bits(IsAny(digits, SecondOfLow), IsAny(otherDigits, SecondOfLow));
                lone |= lows ^ ((highs << 6) | carry.AwaitedLow);
                carry.AwaitedLow = highs >> (BlockLength - 6);
            }

            carry.HighFirst = highFirst;
            carry.Units = units;
        }

        return (broken & (inside | end)) == 0;
    }

    private static ulong After(ulong bits, ulong before, int distance) => (bits << distance) | (before >> (BlockLength - distance));

    /// <summary>The bytes behind a backslash that is not itself behind one: in each run of backslashes, every second and what follows an
    /// odd run.</summary>
    private static ulong Escaped(ulong backslashes, ref ulong escapesNext)
    {
        ulong first = escapesNext;
        ulong begins = backslashes & ~first;
        ulong marks = (((begins << 1) | OddBits) - begins) ^ OddBits; // the carry runs through each run and tells its parity
        escapesNext = (marks & backslashes) >> 63;
        return marks ^ (backslashes | first);
    }

    private static ulong Bits(Vector256<byte> one, Vector256<byte> other) =>
        one.ExtractMostSignificantBits() | ((ulong)other.ExtractMostSignificantBits() << 32);

    private static Vector256<byte> Is(Vector256<byte> bytes, char c) => Vector256.Equals(bytes, Vector256.Create((byte)c));

    private static Vector256<byte> IsControl(Vector256<byte> bytes) => Vector256.LessThanOrEqual(bytes, Vector256.Create((byte)0x1F));

    private static Vector256<byte> IsUnescapable(Vector256<byte> bytes) =>
        Vector256.Equals(EscapesByHigh.OfHigh(bytes) & EscapesByLow.OfLow(bytes), default);

    private static Vector256<byte> IsAny(Vector256<byte> marks, byte wanted) =>
        ~Vector256.Equals(marks & Vector256.Create(wanted), default);

    /// <summary>What the bytes before a block were.</summary>
    private struct Carry
    {
        /// <summary>1 where the first byte is escaped.</summary>
        public ulong EscapesNext;

        /// <summary>The letters of <c>\u</c> escapes.</summary>
        public ulong Units;

        /// <summary>The bytes that may be the first digit of a surrogate.</summary>
        public ulong HighFirst;

        /// <summary>Where the second digits of low surrogates have to be in this block.</summary>
        public ulong AwaitedLow;
    }
}
