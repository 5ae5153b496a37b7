using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace JumpingVpn.Cli.Sharding;

/// <summary>The lines of result files as JSON: one object a line, absent members left out, nothing unknown accepted.</summary>
internal static class ResultLine
{
    private static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(allowIntegerValues: false) },
    };

    /// <summary>Writes a line, without its end.</summary>
    public static string Write<T>(T row) => JsonSerializer.Serialize(row, Options);

    /// <summary>Reads a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="place">Where it stands, <c>file:line</c>.</param>
    /// <exception cref="ResultFileException">It is not such a line.</exception>
    public static T Read<T>(string line, string place)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(line, Options) ?? throw new JsonException();
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            string where = exception is JsonException { Path: { Length: > 2 } path } ? $" (at \"{path[2..]}\")" : "";
            throw new ResultFileException($"{place}: this is not a line of a result file{where}: {Short(line)}");
        }
    }

    private static string Short(string line)
    {
        string start = line.Length <= 60 ? line : string.Concat(line.AsSpan(0, 59), "…");
        return string.Concat(start.Select(static letter => char.IsControl(letter) ? '?' : letter));
    }
}
