using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace JumpingVpn.Cli.NatCheck;

/// <summary>Findings for a program: one JSON object on one line.</summary>
internal static class FindingsJson
{
    // The line is read by programs and people, not by browsers: an apostrophe may stay one.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes them. Each question has <c>value</c>, null if it is open, and then <c>possible</c> and <c>why</c>.</summary>
    public static string Write(NatFindings found)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("server", found.Server.ToString());
            json.WriteString("inside", found.Local.ToString());
            json.WriteString("outside", found.External.ToString());
            json.WriteBoolean("translated", found.IsTranslated);
            json.WriteBoolean("relayed", found.IsRelayed);
            Write(json, "mapping", found.Mapping, value => json.WriteStringValue(NatWords.Of(value)));
            Write(json, "filtering", found.Filtering, value => json.WriteStringValue(NatWords.Of(value)));
            Write(json, "ports", found.Ports, value => json.WriteStringValue(NatWords.Of(value)));
            Write(json, "pooling", found.Pooling, value => json.WriteStringValue(NatWords.Of(value)));
            Write(json, "hairpin", found.Hairpin, value => json.WriteStringValue(NatWords.Of(value)));
            Write(json, "lifetime_unanswered", found.UnansweredLifetime, value => WriteLifetime(json, value));
            Write(json, "lifetime_answered", found.AnsweredLifetime, value => WriteLifetime(json, value));
            Write(json, "outbound_refresh", found.OutboundRefresh, json.WriteBooleanValue);
            Write(json, "inbound_refresh", found.InboundRefresh, json.WriteBooleanValue);
            json.WriteString("known_as", NatWords.ClassicName(found));
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Write<T>(Utf8JsonWriter json, string name, NatFinding<T> finding, Action<T> write)
    {
        json.WriteStartObject(name);
        json.WritePropertyName("value");
        if (finding.IsTold)
        {
            write(finding.Value);
        }
        else
        {
            json.WriteNullValue();
            json.WriteStartArray("possible");
            foreach (T possible in finding.Possible)
            {
                write(possible);
            }

            json.WriteEndArray();
            json.WriteString("why", finding.Why);
        }

        json.WriteEndObject();
    }

    private static void WriteLifetime(Utf8JsonWriter json, LifetimeRange lifetime)
    {
        json.WriteStartObject();
        json.WriteNumber("over_sec", lifetime.Alive.TotalSeconds);
        if (lifetime.Gone is { } gone)
        {
            json.WriteNumber("at_most_sec", gone.TotalSeconds);
        }
        else
        {
            json.WriteNull("at_most_sec");
        }

        json.WriteEndObject();
    }
}
