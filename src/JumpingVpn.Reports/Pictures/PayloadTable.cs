using System.Text.Json;

namespace JumpingVpn.Reports.Pictures;

/// <summary>
/// The different payloads of the records that are kept, each once: a datagram is seen at many places, mostly with the same bytes. Those
/// of records that are dropped are forgotten, and their numbers are given again.
/// </summary>
internal sealed class PayloadTable
{
    /// <summary>How much of a payload is kept; the capture has the whole.</summary>
    public const int LongestPayload = 2_048;

    /// <summary>How many bytes are written in all. Where they would be more, less of each is written, so that none has nothing.</summary>
    public const int MostBytes = 8_000_000;

    private readonly Dictionary<ulong, int> _numbers = [];
    private readonly List<Kept?> _payloads = [];
    private readonly Stack<int> _free = new();

    /// <summary>The number of a payload, from 0.</summary>
    /// <param name="payload">The bytes.</param>
    /// <param name="part">The part of the records that speaks of it: see <see cref="RecordWindow.Part"/>.</param>
    public int NumberOf(ReadOnlySpan<byte> payload, int part)
    {
        ulong hash = HashOf(payload);
        if (_numbers.TryGetValue(hash, out int number))
        {
            Kept known = _payloads[number]!;
            known.Part = known.Part == 0 ? 0 : part; // what stands in the first part stays
            return number;
        }

        var added = new Kept(hash, payload[..Math.Min(payload.Length, LongestPayload)].ToArray()) { Part = part };
        if (_free.TryPop(out number))
        {
            _payloads[number] = added;
        }
        else
        {
            number = _payloads.Count;
            _payloads.Add(added);
        }

        _numbers.Add(hash, number);
        return number;
    }

    /// <summary>Forgets those of which no later part than this one has spoken, but for those of the first part.</summary>
    public void Forget(int part)
    {
        for (int number = 0; number < _payloads.Count; number++)
        {
            if (_payloads[number] is { Part: > 0 } payload && payload.Part <= part)
            {
                _numbers.Remove(payload.Hash);
                _payloads[number] = null;
                _free.Push(number);
            }
        }
    }

    /// <summary>An array of texts: <c>t</c> and the text where all is printable ASCII, else <c>x</c> and hexadecimal digits; null for a
    /// number that is not in use.</summary>
    public void WriteTo(Utf8JsonWriter json)
    {
        int longest = LongestPayload;
        while (_payloads.Sum(payload => Math.Min(payload?.Bytes.Length ?? 0, longest)) > MostBytes)
        {
            longest /= 2;
        }

        json.WriteStartArray();
        foreach (Kept? payload in _payloads)
        {
            json.WriteStringValue(payload is null ? null : TextOf(payload.Bytes.AsSpan(0, Math.Min(payload.Bytes.Length, longest))));
        }

        json.WriteEndArray();
    }

    private static string TextOf(ReadOnlySpan<byte> payload) =>
        payload.ContainsAnyExceptInRange((byte)' ', (byte)'~')
            ? $"x{Convert.ToHexStringLower(payload)}"
            : $"t{System.Text.Encoding.ASCII.GetString(payload)}";

    // FNV-1a, 64 bits: two payloads of one scenario that collide would show each other's bytes.
    private static ulong HashOf(ReadOnlySpan<byte> payload)
    {
        ulong hash = 14_695_981_039_346_656_037 ^ (ulong)payload.Length;
        foreach (byte one in payload)
        {
            hash = (hash ^ one) * 1_099_511_628_211;
        }

        return hash;
    }

    private sealed record Kept(ulong Hash, byte[] Bytes)
    {
        public int Part { get; set; }
    }
}
