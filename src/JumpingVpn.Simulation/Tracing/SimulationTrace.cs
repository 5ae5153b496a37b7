using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using JumpingVpn.Datagrams;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Simulation.Tracing;

/// <summary>
/// The append-only record of a run: one JSON object a line in UTF-8, members in a fixed order, numbers in no culture, and a
/// 64-bit FNV-1a hash over the bytes. The same seed gives the same bytes on every machine.
/// </summary>
/// <remarks>
/// Every line begins with the virtual time in ticks of 100 ns (<c>t</c>) and its kind (<c>event</c>). Other layers add their own
/// lines. Thread rule: the simulation's thread.
/// </remarks>
public sealed class SimulationTrace : INetworkTap, IDisposable
{
    private readonly EventLoop _loop;
    private readonly bool _keepLines;
    private readonly ArrayBufferWriter<byte> _lines = new();
    private readonly Utf8JsonWriter _writer;
    private int _lineStart;

    /// <summary>Creates an empty trace.</summary>
    /// <param name="loop">Whose time it writes.</param>
    /// <param name="keepLines">False to keep only the hash and the count, for runs whose lines nobody reads.</param>
    public SimulationTrace(EventLoop loop, bool keepLines = true)
    {
        ArgumentNullException.ThrowIfNull(loop);
        _loop = loop;
        _keepLines = keepLines;
        _writer = new Utf8JsonWriter(_lines, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    /// <summary>The FNV-1a hash of all lines so far, line ends included.</summary>
    public ulong Hash { get; private set; } = Fnv1a.Empty;

    /// <summary>How many lines were appended.</summary>
    public long Count { get; private set; }

    /// <summary>All lines kept so far; valid until the next one is appended.</summary>
    public ReadOnlySpan<byte> Utf8Lines => _lines.WrittenSpan;

    /// <summary>Called with each line after it was appended, without its line end; null for nobody.</summary>
    public Action<string>? LineAppended { get; set; }

    /// <inheritdoc/>
    public void OnHop(in NetworkHop hop, ReadOnlySpan<byte> payload)
    {
        Begin(hop.At, HopNames.Of(hop.Kind));
        _writer.WriteString("at"u8, hop.Where);
        _writer.WriteNumber("datagram"u8, hop.Datagram);
        WriteAddress("from"u8, hop.Source);
        WriteAddress("to"u8, hop.Destination);
        if (hop.Translated is { } translated)
        {
            WriteAddress(hop.Kind == HopKind.NatOutbound ? "newFrom"u8 : "newTo"u8, translated);
        }

        if (hop.Delay is { } delay)
        {
            _writer.WriteNumber("delay"u8, delay.Ticks);
        }

        if (hop.Drop != DropReason.None)
        {
            _writer.WriteString("reason"u8, hop.Drop.ToString());
        }

        _writer.WriteNumber("length"u8, payload.Length);
        WriteDigest(payload);
        End();
    }

    /// <summary>Appends a line of another layer at the present virtual time.</summary>
    /// <param name="category">The kind of line: its <c>event</c>.</param>
    /// <param name="members">Further members as name and value, in this order.</param>
    public void Append(string category, params ReadOnlySpan<(string Name, string Value)> members)
    {
        Begin(_loop.Now, category);
        foreach ((string name, string value) in members)
        {
            _writer.WriteString(name, value);
        }

        End();
    }

    /// <summary>Appends a line that is one JSON object already, as it is. A line break is added.</summary>
    public void AppendJsonLine(ReadOnlySpan<byte> utf8Json)
    {
        _lines.Write(utf8Json);
        Finish();
    }

    /// <summary>Writes all lines kept so far.</summary>
    public void WriteTo(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.Write(_lines.WrittenSpan);
    }

    /// <summary>The hash as people compare it: 16 hexadecimal digits.</summary>
    public override string ToString() => Hash.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>Releases the writer; the lines and the hash stay readable.</summary>
    public void Dispose() => _writer.Dispose();

    private void Begin(TimeSpan at, string kind)
    {
        _writer.WriteStartObject();
        _writer.WriteNumber("t"u8, at.Ticks);
        _writer.WriteString("event"u8, kind);
    }

    private void End()
    {
        _writer.WriteEndObject();
        _writer.Flush();
        _writer.Reset();
        Finish();
    }

    private void Finish()
    {
        _lines.Write("\n"u8);
        ReadOnlySpan<byte> line = _lines.WrittenSpan[_lineStart..];
        Hash = Fnv1a.Append(Hash, line);
        Count++;
        LineAppended?.Invoke(Encoding.UTF8.GetString(line[..^1]));
        if (_keepLines)
        {
            _lineStart = _lines.WrittenCount;
        }
        else
        {
            _lines.ResetWrittenCount();
        }
    }

    private void WriteAddress(ReadOnlySpan<byte> name, in TransportAddress address) => _writer.WriteString(name, address.ToString());

    private void WriteDigest(ReadOnlySpan<byte> payload)
    {
        Span<byte> digest = stackalloc byte[16];
        Fnv1a.Append(Fnv1a.Empty, payload).TryFormat(digest, out _, "x16", CultureInfo.InvariantCulture);
        _writer.WriteString("digest"u8, digest);
    }
}
