using System.Text.Json;

namespace JumpingVpn.Lab.Wire;

/// <summary>
/// A datagram as an outsider reads it: JSON by the page, with none of the protocol's own code. What the lab asserts about the wire does not
/// depend on the decoder under test.
/// </summary>
internal static class WireMessage
{
    /// <summary>The member <c>type</c>, or null where the datagram is no JSON object with a string of that name.</summary>
    public static string? TypeOf(ReadOnlySpan<byte> datagram) => Member(datagram, "type");

    /// <summary>A string member at the top level, or null.</summary>
    public static string? Member(ReadOnlySpan<byte> datagram, string name)
    {
        Utf8JsonReader reader = new(datagram);
        try
        {
            if (!JsonDocument.TryParseValue(ref reader, out JsonDocument? document))
            {
                return null;
            }

            using (document)
            {
                return document.RootElement.ValueKind == JsonValueKind.Object
                    && document.RootElement.TryGetProperty(name, out JsonElement value)
                    && value.ValueKind == JsonValueKind.String
                        ? value.GetString()
                        : null;
            }
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null; // no JSON, or a text that is not Unicode
        }
    }
}
