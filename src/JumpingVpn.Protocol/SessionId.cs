using System.Buffers.Binary;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol;

/// <summary>
/// The name of a session for its whole life, whatever its transport: 64 bits, written <c>S-</c> and 16 lower-case
/// hexadecimal digits. It travels in the clear and opens nothing without the session's secret.
/// </summary>
/// <param name="Value">The 64 bits, first digit highest.</param>
public readonly record struct SessionId(ulong Value)
{
    /// <summary>The length of the textual form in characters, which is also its length in UTF-8 bytes.</summary>
    public const int TextLength = 18;

    /// <summary>Reads the textual form exactly: no white space, no upper case.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out SessionId id)
    {
        id = default;
        if (text.Length != TextLength)
        {
            return false;
        }

        Span<byte> utf8 = stackalloc byte[TextLength];
        for (int i = 0; i < text.Length; i++)
        {
            utf8[i] = text[i] < 128 ? (byte)text[i] : (byte)0;
        }

        return TryParse(utf8, out id);
    }

    /// <summary>Reads the textual form from UTF-8, as exactly as the overload for characters.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out SessionId id)
    {
        id = default;
        Span<byte> bytes = stackalloc byte[8];
        if (utf8.Length != TextLength || utf8[0] != 'S' || utf8[1] != '-' || !Hex.TryDecodeLower(utf8[2..], bytes))
        {
            return false;
        }

        id = new SessionId(BinaryPrimitives.ReadUInt64BigEndian(bytes));
        return true;
    }

    /// <summary>Writes the textual form as UTF-8.</summary>
    /// <param name="destination">At least <see cref="TextLength"/> bytes; only those are written.</param>
    public void WriteUtf8(Span<byte> destination)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, Value);
        destination[0] = (byte)'S';
        destination[1] = (byte)'-';
        Hex.EncodeLower(bytes, destination[2..]);
    }

    /// <summary>The textual form, <c>S-0123456789abcdef</c>.</summary>
    public override string ToString() =>
        string.Create(
            TextLength,
            this,
            static (span, id) =>
            {
                Span<byte> utf8 = stackalloc byte[TextLength];
                id.WriteUtf8(utf8);
                for (int i = 0; i < utf8.Length; i++)
                {
                    span[i] = (char)utf8[i];
                }
            }
        );
}
