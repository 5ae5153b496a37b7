using System.Text.Json;

namespace JumpingVpn.Reports.Pictures;

/// <summary>The different payloads of a scenario, each once: a datagram is seen at many places, mostly with the same bytes.</summary>
internal sealed class PayloadTable
{
    /// <summary>How much of a payload is kept; the capture has the whole.</summary>
    public const int LongestPayload = 2_048;

    /// <summary>How many are kept; further ones have no bytes in the picture.</summary>
    public const int MostPayloads = 4_000;

    private readonly Dictionary<ulong, int> _numbers = [];
    private readonly List<byte[]> _payloads = [];

    /// <summary>The number of a payload, from 0; −1 where the table is full.</summary>
    public int NumberOf(ReadOnlySpan<byte> payload)
    {
        ulong hash = HashOf(payload);
        if (_numbers.TryGetValue(hash, out int number))
        {
            return number;
        }

        if (_payloads.Count == MostPayloads)
        {
            return -1;
        }

        _numbers.Add(hash, _payloads.Count);
        _payloads.Add(payload[..Math.Min(payload.Length, LongestPayload)].ToArray());
        return _payloads.Count - 1;
    }

    /// <summary>An array of texts: <c>t</c> and the text where all is printable ASCII, else <c>x</c> and hexadecimal digits.</summary>
    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (byte[] payload in _payloads)
        {
            json.WriteStringValue(
                payload.AsSpan().ContainsAnyExceptInRange((byte)' ', (byte)'~')
                    ? $"x{Convert.ToHexStringLower(payload)}"
                    : $"t{System.Text.Encoding.ASCII.GetString(payload)}"
            );
        }

        json.WriteEndArray();
    }

    // FNV-1a, 64 bits, over words where there are any: two payloads of one scenario that collide would show each other's bytes.
    private static ulong HashOf(ReadOnlySpan<byte> payload)
    {
        ulong hash = 14_695_981_039_346_656_037 ^ (ulong)payload.Length;
        foreach (byte one in payload)
        {
            hash = (hash ^ one) * 1_099_511_628_211;
        }

        return hash;
    }
}
