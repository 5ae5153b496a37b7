using System.Text.Json;

namespace JumpingVpn.Lab.Wire;

/// <summary>
/// A datagram as an outsider reads it: JSON by the page, with none of the protocol's own code. What the lab asserts about the wire does not
/// depend on the decoder under test.
/// </summary>
internal static class MessageText
{
    private const int Longest = 100;

    private static readonly string[] Telling = ["code", "reason", "seq", "state_version", "nonce"];

    /// <summary>The member <c>type</c>, or null if the datagram is not a JSON object with a string of that name.</summary>
    public static string? TypeOf(ReadOnlySpan<byte> datagram) => Member(datagram, "type");

    /// <summary>The type and what tells one message of a type from another: <c>ERROR code BAD_PROOF</c>.</summary>
    /// <param name="datagram">The payload.</param>
    /// <param name="other">What to call one that is not a message.</param>
    public static string Describe(ReadOnlySpan<byte> datagram, string other)
    {
        using JsonDocument? document = Read(datagram);
        if (document is null || TypeOf(datagram) is not { } type)
        {
            return other;
        }

        JsonElement root = document.RootElement;
        IEnumerable<string> members = Telling
            .Where(name => root.TryGetProperty(name, out _))
            .Select(name => $" {name} {Shown(root.GetProperty(name))}");
        return Short(type) + string.Concat(members);
    }

    private static string Short(string text) => text.Length > Longest ? $"{text.AsSpan(0, Longest)}…" : text;

    private static string Shown(JsonElement value)
    {
        try
        {
            return Short(value.ToString());
        }
        catch (InvalidOperationException)
        {
            return "(damaged)"; // a text that is not Unicode
        }
    }

    /// <summary>A string member at the top level, or null.</summary>
    public static string? Member(ReadOnlySpan<byte> datagram, string name)
    {
        using JsonDocument? document = Read(datagram);
        try
        {
            return
                document is not null
                && document.RootElement.TryGetProperty(name, out JsonElement value)
                && value.ValueKind == JsonValueKind.String
                ? value.GetString()
                : null;
        }
        catch (InvalidOperationException)
        {
            return null; // a text that is not Unicode
        }
    }

    /// <summary>The datagram as a JSON object; null if it is none.</summary>
    private static JsonDocument? Read(ReadOnlySpan<byte> datagram)
    {
        Utf8JsonReader reader = new(datagram);
        try
        {
            if (!JsonDocument.TryParseValue(ref reader, out JsonDocument? document))
            {
                return null;
            }

            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
        }
        catch (JsonException)
        {
            // no JSON
        }

        return null;
    }
}
