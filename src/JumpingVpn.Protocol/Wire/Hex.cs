using System.Buffers;

namespace JumpingVpn.Protocol.Wire;

/// <summary>Hexadecimal text on the wire, as UTF-8.</summary>
internal static class Hex
{
    private static readonly SearchValues<byte> LowerDigits = SearchValues.Create("0123456789abcdef"u8);
    private static readonly SearchValues<byte> AnyDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    /// <summary>Writes two lower-case digits a byte; the destination holds at least twice the source.</summary>
    public static void EncodeLower(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        ReadOnlySpan<byte> digits = "0123456789abcdef"u8;
        for (int i = 0; i < source.Length; i++)
        {
            destination[2 * i] = digits[source[i] >> 4];
            destination[(2 * i) + 1] = digits[source[i] & 15];
        }
    }

    /// <summary>Reads exactly twice the destination's length in lower-case digits; false for anything else.</summary>
    public static bool TryDecodeLower(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        if (source.Length != 2 * destination.Length)
        {
            return false;
        }

        for (int i = 0; i < destination.Length; i++)
        {
            int high = LowerDigit(source[2 * i]);
            int low = LowerDigit(source[(2 * i) + 1]);
            if ((high | low) < 0)
            {
                return false;
            }

            destination[i] = (byte)((high << 4) | low);
        }

        return true;
    }

    /// <summary>True if all characters are lower-case hexadecimal digits.</summary>
    public static bool IsLower(ReadOnlySpan<byte> text) => text.IndexOfAnyExcept(LowerDigits) < 0;

    /// <summary>True if all characters are hexadecimal digits of either case.</summary>
    public static bool IsHex(ReadOnlySpan<byte> text) => text.IndexOfAnyExcept(AnyDigits) < 0;

    private static int LowerDigit(byte digit) =>
        digit switch
        {
            >= (byte)'0' and <= (byte)'9' => digit - '0',
            >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
            _ => -1,
        };
}
