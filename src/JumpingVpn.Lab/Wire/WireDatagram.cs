using System.Text;
using System.Text.Json;

namespace JumpingVpn.Lab.Wire;

/// <summary>The bytes of a datagram, and what an outsider reads in them: read once, however many ask and wherever it comes by.</summary>
internal sealed class WireDatagram(byte[] bytes)
{
    private static readonly string[] Names = ["type", "session_id", "nonce", "challenge", "proof", "code", "reason"];
    private static readonly byte[][] Encoded = [.. Names.Select(Encoding.UTF8.GetBytes)];

    // By the order of the names; empty where no object could be read.
    private string?[]? _values;
    private bool _isOdd;

    /// <summary>A copy of the datagram; nobody changes it.</summary>
    public byte[] Bytes { get; } = bytes;

    /// <summary>A string member at the top level, or null; as <see cref="WireMessage.Member"/> reads it.</summary>
    public string? Member(string name)
    {
        int index = Array.IndexOf(Names, name);
        _values ??= index < 0 ? null : Read();
        return index < 0 || _isOdd ? WireMessage.Member(Bytes, name)
            : _values!.Length == 0 ? null
            : _values[index];
    }

    private string?[] Read()
    {
        string?[] values = new string?[Names.Length];
        Utf8JsonReader reader = new(Bytes);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return [];
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                int index = IndexOf(ref reader);
                reader.Read();
                if (index >= 0)
                {
                    // Of several members of one name the last counts.
                    values[index] = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                }

                reader.Skip();
            }

            return values;
        }
        catch (JsonException)
        {
            return []; // no JSON
        }
        catch (InvalidOperationException)
        {
            // Somewhere is a text that is no Unicode; which members can be read all the same depends on where.
            _isOdd = true;
            return [];
        }
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
}
