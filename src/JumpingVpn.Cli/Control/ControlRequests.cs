using System.Buffers;
using System.Globalization;
using System.Text.Json;
using JumpingVpn.Cli.Arguments;
using JumpingVpn.Protocol;

namespace JumpingVpn.Cli.Control;

/// <summary>
/// The requests of a control socket: one JSON object a line and connection, answered by one. <c>{"do":"list","limit":50}</c>,
/// <c>{"do":"show","session":"S-…"}</c>, <c>{"do":"end","session":"S-…"}</c>, <c>{"do":"drain"}</c>, <c>{"do":"status"}</c>. What is wrong
/// is answered by <c>{"error":"…"}</c>.
/// </summary>
internal static class ControlRequests
{
    /// <summary>The most sessions that one answer lists: the server's lock is held for as long as they are looked at.</summary>
    public const int LongestList = 10_000;

    private const int DefaultList = 50;

    private static readonly string[] Words = ["list", "show", "end", "drain", "status"];

    /// <summary>Answers a line, whatever it is.</summary>
    public static byte[] Answer(ReadOnlyMemory<byte> line, IControlled server)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (Act(line, server, json) is { } error)
            {
                json.WriteString("error", error);
            }

            json.WriteEndObject();
        }

        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    private static string? Act(ReadOnlyMemory<byte> line, IControlled server, Utf8JsonWriter json)
    {
        try
        {
            using var request = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = 4 });
            if (request.RootElement.ValueKind != JsonValueKind.Object)
            {
                return "The request is not a JSON object.";
            }

            string? word = TextOf(request.RootElement, "do");
            return word switch
            {
                "list" => List(request.RootElement, server, json),
                "show" or "end" => OfSession(word, request.RootElement, server, json),
                "drain" => Drain(server, json),
                "status" => Status(server, json),
                null => $"The request has no text \"do\"; it is one of {string.Join(", ", Words)}.",
                _ => $"There is no request '{Shorten(word)}'{DidYouMean.Hint(word, Words)}",
            };
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return "The request is not JSON.";
        }
    }

    private static string? List(JsonElement request, IControlled server, Utf8JsonWriter json)
    {
        int limit = DefaultList;
        if (request.TryGetProperty("limit", out JsonElement given))
        {
            bool isCount = given.ValueKind == JsonValueKind.Number && given.TryGetInt32(out limit) && limit is > 0 and <= LongestList;
            if (!isCount)
            {
                return string.Create(CultureInfo.InvariantCulture, $"The \"limit\" is not a whole number from 1 to {LongestList}.");
            }
        }

        json.WriteNumber("count", server.SessionCount);
        json.WriteStartArray("sessions");
        TimeSpan now = server.Now;
        foreach (SessionView session in server.List(limit))
        {
            json.WriteStartObject();
            Write(session, now, json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        return null;
    }

    private static string? OfSession(string word, JsonElement request, IControlled server, Utf8JsonWriter json)
    {
        string text = TextOf(request, "session") ?? "";
        if (!SessionId.TryParse(text.AsSpan(), out SessionId id))
        {
            return $"'{Shorten(text)}' is not a session id, which is S- and 16 lower-case hex digits.";
        }

        if (server.Show(id) is not { } session || (word == "end" && !server.End(id)))
        {
            return $"There is no live session {id}.";
        }

        Write(session, server.Now, json);
        if (word == "end")
        {
            json.WriteBoolean("ended", true);
        }

        return null;
    }

    private static string? Drain(IControlled server, Utf8JsonWriter json)
    {
        server.Drain();
        return Status(server, json);
    }

    private static string? Status(IControlled server, Utf8JsonWriter json)
    {
        json.WriteNumber("count", server.SessionCount);
        json.WriteBoolean("draining", server.IsDraining);
        json.WriteNumber("up_ms", (long)server.Now.TotalMilliseconds);
        return null;
    }

    private static void Write(in SessionView session, TimeSpan now, Utf8JsonWriter json)
    {
        json.WriteString("session", session.Id.ToString());
        if (session.Client is { } client)
        {
            json.WriteString("client", client);
        }

        json.WriteString("transport", session.Binding.ToString());
        json.WriteString("state", CodeNames.Name(session.State));
        json.WriteNumber("state_version", session.StateVersion);
        json.WriteNumber("switches", session.Switches);
        json.WriteNumber("highest_seq", session.HighestSequence);
        json.WriteNumber("age_ms", Milliseconds(now - session.Created));
        json.WriteNumber("silent_ms", Milliseconds(now - session.LastActivity));
        json.WriteNumber("expires_in_ms", Milliseconds(session.ExpiresAt - now));
    }

    private static long Milliseconds(TimeSpan span) => Math.Max(0, (long)span.TotalMilliseconds);

    private static string? TextOf(JsonElement request, string name) =>
        request.TryGetProperty(name, out JsonElement member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
