using System.Text;

namespace JumpingVpn.Protocol.Wire;

/// <summary>The escapes of JSON strings (RFC 8259 section 7).</summary>
internal static class JsonEscape
{
    private const int LoneSurrogate = -1;

    /// <summary>Reads the escape at the beginning of a text; a pair of surrogates counts as one.</summary>
    /// <param name="text">It begins with a backslash.</param>
    /// <param name="length">How long the escape is; 0 if it is none.</param>
    /// <returns>The Unicode scalar; negative where there is none.</returns>
    public static int Read(ReadOnlySpan<byte> text, out int length)
    {
        length = 2;
        switch (text.Length > 1 ? text[1] : 0)
        {
            case 'u':
                return ReadUnit(text, out length);
            case 'n':
                return '\n';
            case 't':
                return '\t';
            case 'r':
                return '\r';
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case '"' or '\\' or '/':
                return text[1];
            default:
                length = 0;
                return LoneSurrogate;
        }
    }

    /// <summary>Writes a string that the scanner found to be well-formed without its escapes; it never becomes longer.</summary>
    /// <returns>How many bytes were written.</returns>
    public static int Remove(ReadOnlySpan<byte> text, Span<byte> to)
    {
        int written = 0;
        for (int escape = text.IndexOf((byte)'\\'); escape >= 0; escape = text.IndexOf((byte)'\\'))
        {
            text[..escape].CopyTo(to[written..]);
            written += escape;
            text = text[escape..];
            while (!text.IsEmpty && text[0] == '\\') // one after the other, as JSON in JSON and text of other alphabets have them
            {
                int scalar = Read(text, out int length);
                if (scalar is >= 0 and < 0x80)
                {
                    to[written++] = (byte)scalar;
                }
                else if (Rune.TryCreate(scalar, out Rune rune))
                {
                    written += rune.EncodeToUtf8(to[written..]);
                }

                text = text[length..];
            }
        }

        text.CopyTo(to[written..]);
        return written + text.Length;
    }

    private static int ReadUnit(ReadOnlySpan<byte> text, out int length)
    {
        int unit = ReadDigits(text);
        length = unit < 0 ? 0 : 6;
        if ((unit & ~0x7FF) != 0xD800)
        {
            return unit;
        }

        int low = unit < 0xDC00 && text.Length >= 12 && text[6] == '\\' && text[7] == 'u' ? ReadDigits(text[6..]) : -1;
        if ((low & ~0x3FF) != 0xDC00)
        {
            return LoneSurrogate;
        }

        length = 12;
        return 0x10000 + ((unit & 0x3FF) << 10) + (low & 0x3FF);
    }

    /// <summary>The number behind the first two bytes of a text; negative where there are no four digits.</summary>
    private static int ReadDigits(ReadOnlySpan<byte> text)
    {
        if (text.Length < 6)
        {
            return -1;
        }

        return (HexDigit(text[2]) << 12) | (HexDigit(text[3]) << 8) | (HexDigit(text[4]) << 4) | HexDigit(text[5]);
    }

    private static int HexDigit(byte digit)
    {
        int letter = (digit | 0x20) - 'a';
        return (uint)(digit - '0') <= 9 ? digit - '0'
            : (uint)letter <= 5 ? letter + 10
            : -1;
    }
}
