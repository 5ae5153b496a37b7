namespace JumpingVpn.Protocol.Wire;

/// <summary>Which faults a pair of bytes may have in UTF-8, by three of their halves; what all three tables name is one.</summary>
internal static class Utf8Faults
{
    // The faults of a pair of bytes; the last bit says that two bytes of continuation follow each other, which is a fault only where none
    // was awaited.
    private const byte TooShort = 1; // a lead or ASCII where a continuation has to be
    private const byte TooLong = 2; // a continuation after ASCII
    private const byte Overlong3 = 4;
    private const byte TooLarge = 8; // above U+10FFFF
    private const byte Surrogate = 16;
    private const byte Overlong2 = 32;
    private const byte TooLargeOrOverlong4 = 64;
    public const byte TwoContinuations = 128;
    private const byte AnyLow = TooShort | TooLong | TwoContinuations;

    public static readonly HalfByteTable FirstHigh = new([
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

    public static readonly HalfByteTable FirstLow = new([
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

    public static readonly HalfByteTable SecondHigh = new([
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
}
