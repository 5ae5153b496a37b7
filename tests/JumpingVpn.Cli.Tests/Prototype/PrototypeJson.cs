using System.Text;
using System.Text.Json;

namespace JumpingVpn.Cli.Tests.Prototype;

/// <summary>JSON as the prototype's standard library writes it: a blank after each colon and comma, non-ASCII escaped.</summary>
internal static class PrototypeJson
{
    public static byte[] Write(params (string Name, string Value)[] members) =>
        Encoding.UTF8.GetBytes("{" + string.Join(", ", members.Select(member => $"{Quote(member.Name)}: {Quote(member.Value)}")) + "}");

    public static Dictionary<string, JsonElement> Read(ReadOnlySpan<byte> datagram)
    {
        Dictionary<string, JsonElement>? message = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(datagram);
        return message ?? throw new InvalidDataException("A datagram with the JSON text null is not a message.");
    }

    public static string Text(this Dictionary<string, JsonElement> message, string name) =>
        message.TryGetValue(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : string.Empty;

    private static string Quote(string text) => JsonSerializer.Serialize(text);
}
