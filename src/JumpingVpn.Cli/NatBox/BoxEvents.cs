using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using JumpingVpn.Cli.Logging;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Datagrams;
using Serilog.Configuration;
using Serilog.Events;

namespace JumpingVpn.Cli.NatBox;

/// <summary>What happens to the box: a JSON object a line for programs, or the latest lines for the live view.</summary>
/// <remarks>Emitting waits for nobody: where nobody reads, events are lost, and that is an event. Thread rule: any thread.</remarks>
internal sealed class BoxEvents : IDisposable
{
    private const int Kept = 64;

    private static readonly JsonWriterOptions Format = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Lock _gate = new();
    private readonly Queue<string> _latest = new();
    private readonly TimeProvider _clock;
    private readonly RoomedSink? _output;

    /// <summary>Begins.</summary>
    /// <param name="surroundings">The console and the clock.</param>
    /// <param name="writes">Whether lines are written; else they are only kept for the view.</param>
    public BoxEvents(Surroundings surroundings, bool writes)
    {
        _clock = surroundings.Clock;
        _output = writes
            ? new RoomedSink(
                "standard output",
                LoggerSinkConfiguration.CreateSink(to => surroundings.RecordTo(to, LineEvent.Formatter)),
                surroundings.Clock,
                surroundings.Warn
            )
            : null;
    }

    /// <summary>The latest events in words, oldest first.</summary>
    public IReadOnlyList<string> Latest
    {
        get
        {
            lock (_gate)
            {
                return [.. _latest];
            }
        }
    }

    /// <summary>A program's first datagram to a server left.</summary>
    public void FlowBegan(in TransportAddress inside, in TransportAddress external, in TransportAddress remote) =>
        Tell("FlowBegan", ("inside", $"{inside}"), ("external", $"{external}"), ("remote", $"{remote}"));

    /// <summary>A flow goes on under another external endpoint.</summary>
    public void FlowMoved(in TransportAddress inside, in TransportAddress remote, in TransportAddress before, in TransportAddress now) =>
        Tell("FlowMoved", ("inside", $"{inside}"), ("remote", $"{remote}"), ("before", $"{before}"), ("external", $"{now}"));

    /// <summary>A flow was given up, because another one needed its socket.</summary>
    public void FlowEvicted(in TransportAddress inside, in TransportAddress external) =>
        Tell("FlowEvicted", ("inside", $"{inside}"), ("external", $"{external}"));

    /// <summary>Anything else.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="members">Its members: texts, whole numbers and truth values.</param>
    public void Tell(string name, params ReadOnlySpan<(string Name, object Value)> members)
    {
        DateTimeOffset now = _clock.GetUtcNow();
        string line = ToJson(name, now, members);
        string words = InWords(name, now, members);
        lock (_gate)
        {
            if (_latest.Count == Kept)
            {
                _latest.Dequeue();
            }

            _latest.Enqueue(words);
            _output?.Add(Room.Lifecycle, new RecordLine(name, line, now, LogEventLevel.Information));
        }
    }

    /// <summary>Writes what waits, for a bounded time.</summary>
    public void Dispose() => _output?.Dispose();

    private static string ToJson(string name, DateTimeOffset now, ReadOnlySpan<(string Name, object Value)> members)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes, Format))
        {
            json.WriteStartObject();
            json.WriteNumber("ts_ms", now.ToUnixTimeMilliseconds());
            json.WriteString("event", name);
            foreach ((string member, object value) in members)
            {
                json.WritePropertyName(member);
                JsonSerializer.Serialize(json, value);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private static string InWords(string name, DateTimeOffset now, ReadOnlySpan<(string Name, object Value)> members)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{now.ToLocalTime():HH:mm:ss} {name}");
        foreach ((string member, object value) in members)
        {
            text.Append(CultureInfo.InvariantCulture, $" {member} {value}");
        }

        return text.ToString();
    }
}
