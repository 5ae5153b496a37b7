using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Lab.Wire;

/// <summary>
/// Writes the canonical event trace of a lab: one JSON object a line, members in a fixed order, addresses by their stable names, times in
/// ticks of 100 ns. For the same feature and seed it is the same text in every process and, except for the documented differences, on
/// both carriers.
/// </summary>
internal sealed class LabTrace(Action<string>? line)
{
    private readonly ArrayBufferWriter<byte> _buffer = new(256);

    /// <summary>Writes what happened to a datagram.</summary>
    public void Write(WireRecord record)
    {
        if (line is null)
        {
            return;
        }

        using Utf8JsonWriter json = Begin(record.At, record.Kind.ToString().ToLowerInvariant(), record.Node);
        if (record.Kind == WireRecordKind.Dropped)
        {
            json.WriteString("reason", record.Drop.ToString());
        }
        else
        {
            json.WriteString("from", record.Source);
            json.WriteString("to", record.Destination);
        }

        json.WriteString("type", record.Type);
        json.WriteNumber("bytes", record.Bytes.Length);
        ReadOnlySpan<byte> stable = AddressBound.Blank(record.Bytes).Span;
        json.WriteString("digest", Fnv1a.Append(Fnv1a.Empty, stable).ToString("x16", CultureInfo.InvariantCulture));
        End(json);
    }

    /// <summary>Writes a protocol event that an actor emitted.</summary>
    public void Write(RecordedEvent recorded)
    {
        if (line is null)
        {
            return;
        }

        using Utf8JsonWriter json = Begin(recorded.At, "event", recorded.Actor);
        json.WritePropertyName("data");
        json.WriteRawValue(recorded.Utf8Json.Span);
        End(json);
    }

    /// <summary>Writes what an endpoint said, as its own event.</summary>
    public void Write(Saying saying)
    {
        if (line is null)
        {
            return;
        }

        using Utf8JsonWriter json = Begin(saying.At, "event", saying.Actor);
        json.WriteStartObject("data");
        json.WriteNumber("ts_ms", (long)saying.At.TotalMilliseconds);
        json.WriteString("event", "said");
        json.WriteString("text", saying.Text);
        json.WriteEndObject();
        End(json);
    }

    /// <summary>Writes that the scenario is over and the network was healed, to see whether sessions recover.</summary>
    public void WriteHealed(TimeSpan at)
    {
        if (line is not null)
        {
            using Utf8JsonWriter json = Begin(at, "healed", "*");
            End(json);
        }
    }

    private Utf8JsonWriter Begin(TimeSpan at, string what, string node)
    {
        _buffer.ResetWrittenCount();
        Utf8JsonWriter json = new(_buffer);
        json.WriteStartObject();
        json.WriteNumber("t", at.Ticks);
        json.WriteString("what", what);
        json.WriteString("node", node);
        return json;
    }

    private void End(Utf8JsonWriter json)
    {
        json.WriteEndObject();
        json.Flush();
        line!(Encoding.UTF8.GetString(_buffer.WrittenSpan));
    }
}
