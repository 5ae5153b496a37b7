using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace JumpingVpn.Lab.Wire;

/// <summary>The bytes of a datagram, and what an outsider reads in them: read once, however many ask and wherever it comes by.</summary>
internal sealed class WireDatagram(byte[] bytes)
{
    private static readonly string[] Names = ["type", "session_id", "nonce", "challenge", "proof", "code", "reason"];
    private static readonly byte[][] Encoded = [.. Names.Select(Encoding.UTF8.GetBytes)];

    // Most values are never asked for: where they stand is kept, and text is made of the few that are.
    private Places _places;
    private string? _type;
    private bool _isRead;
    private bool _isOdd;

    /// <summary>A copy of the datagram; nobody changes it.</summary>
    public byte[] Bytes { get; } = bytes;

    /// <summary>A string member at the top level, or null; as <see cref="MessageText.Member"/> reads it.</summary>
    public string? Member(string name)
    {
        int index = Array.IndexOf(Names, name);
        if (index >= 0 && !_isRead)
        {
            Read();
            _isRead = true;
        }

        return index < 0 || _isOdd ? MessageText.Member(Bytes, name)
            : index == 0 ? _type ??= TextOf(_places[0])
            : TextOf(_places[index]);
    }

    private string? TextOf(Place place) => place.Start == 0 ? null : Encoding.UTF8.GetString(Bytes, place.Start, place.Length);

    private void Read()
    {
        Utf8JsonReader reader = new(Bytes);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                int index = IndexOf(ref reader);
                reader.Read();
                if (index >= 0)
                {
                    // Of several members of one name the last counts.
                    _places[index] = reader.TokenType == JsonTokenType.String ? PlaceOf(ref reader) : default;
                }

                reader.Skip();
            }
        }
        catch (JsonException)
        {
            _places = default; // no JSON
        }
        catch (InvalidOperationException)
        {
            // Somewhere is a name that is no Unicode; which members can be read all the same depends on where.
            _isOdd = true;
        }
    }

    private Place PlaceOf(ref Utf8JsonReader reader)
    {
        _isOdd |= reader.ValueIsEscaped || !Utf8.IsValid(reader.ValueSpan);
        return new Place { Start = (ushort)(reader.TokenStartIndex + 1), Length = (ushort)reader.ValueSpan.Length };
    }

    private static int IndexOf(ref Utf8JsonReader reader)
    {
        for (int i = 0; i < Names.Length; i++)
        {
            if (reader.ValueTextEquals(Encoded[i]))
            {
                return i;
            }
        }

        return -1;
    }

    // Of a value in the bytes; no value starts at 0. A datagram is shorter than 65,536 bytes.
    private struct Place
    {
        public ushort Start;
        public ushort Length;
    }

    // By the order of the names.
    [InlineArray(7)]
    private struct Places
    {
        private Place _first;
    }
}
