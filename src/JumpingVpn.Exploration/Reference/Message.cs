using System.Text.Json;

namespace JumpingVpn.Exploration.Reference;

/// <summary>What the reference model reads of a datagram: the members that say what is asked or answered, as text.</summary>
/// <param name="Type">The type; <c>?</c> where there is none.</param>
/// <param name="Session">The session.</param>
/// <param name="Number">The sequence number.</param>
/// <param name="Nonce">The nonce.</param>
/// <param name="Challenge">The challenge.</param>
/// <param name="IsDown">Whether it belongs to what the server sends of its own accord.</param>
/// <param name="Payload">The payload.</param>
/// <param name="Reason">Why something is refused, or a session ended.</param>
internal readonly record struct Message(
    string Type,
    string Session,
    string Number,
    string Nonce,
    string Challenge,
    bool IsDown,
    string? Payload,
    string Reason
)
{
    private static readonly Message Unreadable = new("?", "", "", "", "", false, null, "");

    /// <summary>Reads it; what is no message has the type <c>?</c>.</summary>
    public static Message Read(ReadOnlyMemory<byte> datagram)
    {
        try
        {
            using var document = JsonDocument.Parse(datagram);
            JsonElement root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object
                ? new Message(
                    Text(root, "type") ?? "?",
                    Text(root, "session_id") ?? "",
                    root.TryGetProperty("seq", out JsonElement number) ? number.GetRawText() : "",
                    Text(root, "nonce") ?? "",
                    Text(root, "challenge") ?? "",
                    Text(root, "direction") == "down",
                    Text(root, "payload"),
                    Text(root, "reason") ?? ""
                )
                : Unreadable;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return Unreadable; // no JSON, or a text in it that is no Unicode
        }
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
