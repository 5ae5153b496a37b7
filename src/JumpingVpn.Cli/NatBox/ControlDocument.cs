using System.Text.Json;
using System.Text.Json.Nodes;

namespace JumpingVpn.Cli.NatBox;

/// <summary>Describes the control interface in OpenAPI 3.1, made from the operations that there are.</summary>
internal static class ControlDocument
{
    /// <summary>Writes it.</summary>
    public static JsonObject Write(IEnumerable<ControlOperation> operations)
    {
        JsonObject paths = [];
        foreach (IGrouping<string, ControlOperation> path in operations.GroupBy(static operation => operation.Path))
        {
            JsonObject methods = [];
            foreach (ControlOperation operation in path)
            {
                methods[operation.Method.ToLowerInvariant()] = Describe(operation);
            }

            paths[path.Key] = methods;
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "jumpingvpn nat",
                ["version"] = "1",
                ["description"] = "Reads and changes a NAT and its link while datagrams pass.",
            },
            ["security"] = new JsonArray(new JsonObject { ["token"] = new JsonArray() }),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = new JsonObject
                {
                    ["token"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer" },
                },
                ["schemas"] = new JsonObject { ["Error"] = Schema(("error", "string")) },
            },
        };
    }

    /// <summary>The schema of an object with such members, none of which must be there.</summary>
    public static JsonObject Schema(params ReadOnlySpan<(string Name, string Type)> members)
    {
        JsonObject properties = [];
        foreach ((string name, string type) in members)
        {
            properties[name] = new JsonObject { ["type"] = type };
        }

        return new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["additionalProperties"] = false,
        };
    }

    private static JsonObject Describe(ControlOperation operation)
    {
        JsonObject described = new()
        {
            ["summary"] = operation.Summary,
            ["responses"] = new JsonObject
            {
                ["200"] = new JsonObject { ["description"] = "Done.", ["content"] = Content(new JsonObject()) },
                ["default"] = new JsonObject
                {
                    ["description"] = "Refused; a sentence says why.",
                    ["content"] = Content(new JsonObject { ["$ref"] = "#/components/schemas/Error" }),
                },
            },
        };
        if (operation.Body is { } body)
        {
            described["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content(body.DeepClone()) };
        }

        return described;
    }

    private static JsonObject Content(JsonNode schema) => new() { ["application/json"] = new JsonObject { ["schema"] = schema } };

    /// <summary>As text.</summary>
    public static string Text(JsonNode node) => node.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
}
