using System.Text;
using System.Text.Json;

namespace JumpingVpn.Cli.Logging;

/// <summary>Events that are not in the record, one after the other: how many, from when to when, and why.</summary>
/// <param name="room">The room that was full; null if the output could not be written.</param>
internal sealed class Gap(Room? room)
{
    /// <summary>The name of the event that stands in the record for them.</summary>
    public const string EventName = "EventsLost";

    private DateTimeOffset _first;
    private DateTimeOffset _last;

    /// <summary>How many events are lost.</summary>
    public long Count { get; private set; }

    /// <summary>Counts one more.</summary>
    /// <param name="at">When it happened.</param>
    public void Add(DateTimeOffset at)
    {
        _first = Count == 0 ? at : _first;
        _last = at;
        Count++;
    }

    /// <summary>The line that represents them, without a line end.</summary>
    /// <param name="now">When it is written.</param>
    public string ToLine(DateTimeOffset now)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteNumber("ts_ms", now.ToUnixTimeMilliseconds());
            json.WriteString("event", EventName);
            json.WriteString("reason", room is null ? "write_failed" : "room_full");
            if (room is { } full)
            {
                json.WriteString("room", full.ToString().ToLowerInvariant());
            }

            json.WriteNumber("count", Count);
            json.WriteNumber("first_ms", _first.ToUnixTimeMilliseconds());
            json.WriteNumber("last_ms", _last.ToUnixTimeMilliseconds());
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}
