using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace JumpingVpn.Steps.Rules;

/// <summary>A text that is a JSON object.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class JsonObjectAttribute : ValidationAttribute
{
    public override bool IsValid(object? value)
    {
        try
        {
            return value is not string text || JsonNode.Parse(text) is JsonObject;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    public override string FormatErrorMessage(string said) => $"{said} is not a JSON object, such as {{\"type\":\"HANDSHAKE_ACK\"}}";
}
