using System.Text.Json.Nodes;
using JumpingVpn.Cli.Arguments;

namespace JumpingVpn.Cli.NatBox;

/// <summary>One thing that can be asked of the control interface.</summary>
/// <param name="Method">GET, PATCH or POST.</param>
/// <param name="Path">The path.</param>
/// <param name="Summary">What it does.</param>
/// <param name="Body">The schema of what it is given; null for nothing.</param>
/// <param name="Do">Does it, and returns the answer. What it throws of <see cref="FormatException"/>, <see cref="ArgumentException"/> and
/// <see cref="InvalidOperationException"/> is a refusal with its sentence.</param>
internal sealed record ControlOperation(string Method, string Path, string Summary, JsonObject? Body, Func<JsonObject, JsonNode> Do)
{
    /// <summary>The sentence about a member of a body that its schema does not know; null where it knows all.</summary>
    public string? WhyUnknown(JsonObject body)
    {
        string[] known = [.. Body?["properties"]?.AsObject().Select(static member => member.Key) ?? []];
        string? unknown = body.Select(static member => member.Key).FirstOrDefault(name => !known.Contains(name));
        return unknown is null ? null : $"there is no setting '{unknown}'{DidYouMean.Hint(unknown, known)}";
    }
}
