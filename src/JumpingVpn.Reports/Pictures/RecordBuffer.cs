using System.Buffers;
using System.Text.Json;

namespace JumpingVpn.Reports.Pictures;

/// <summary>Records in JSON, one array each, in one piece of memory.</summary>
internal sealed class RecordBuffer : IDisposable
{
    private readonly ArrayBufferWriter<byte> _bytes = new(4_096);
    private readonly Utf8JsonWriter _json;

    public RecordBuffer() => _json = new Utf8JsonWriter(_bytes, new JsonWriterOptions { SkipValidation = true });

    /// <summary>How many records there are.</summary>
    public int Count { get; private set; }

    /// <summary>Begins a record: the caller writes what it has to say.</summary>
    public Utf8JsonWriter Begin(int sequence, string kind)
    {
        _bytes.Write(Count == 0 ? ""u8 : ","u8);
        _json.Reset(_bytes);
        _json.WriteStartArray();
        _json.WriteNumberValue(sequence);
        _json.WriteStringValue(kind);
        return _json;
    }

    /// <summary>Ends it.</summary>
    public void End()
    {
        _json.WriteEndArray();
        _json.Flush();
        Count++;
    }

    public void Clear()
    {
        _bytes.ResetWrittenCount();
        Count = 0;
    }

    public void Dispose() => _json.Dispose();

    /// <summary>The records of all of them, in one array.</summary>
    public static ReadOnlyMemory<byte> Join(params ReadOnlySpan<RecordBuffer> buffers)
    {
        var all = new ArrayBufferWriter<byte>(4_096);
        all.Write("["u8);
        bool follows = false;
        foreach (RecordBuffer buffer in buffers)
        {
            if (buffer.Count > 0)
            {
                all.Write(follows ? ","u8 : ""u8);
                all.Write(buffer._bytes.WrittenSpan);
                follows = true;
            }
        }

        all.Write("]"u8);
        return all.WrittenMemory;
    }
}
