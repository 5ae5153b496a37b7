using System.Globalization;
using System.Text;
using System.Text.Json;
using JumpingVpn.Cli.Terminal;
using Serilog.Events;
using Serilog.Formatting;

namespace JumpingVpn.Cli.Logging;

/// <summary>Writes a line of the record for people: the time of day, the level, the event's name, and its members without JSON.</summary>
/// <param name="ink">Colours, where the terminal has them.</param>
internal sealed class ReadableFormatter(Ink ink) : ITextFormatter
{
    private const int NameWidth = 18;

    /// <inheritdoc/>
    public void Format(LogEvent logEvent, TextWriter output)
    {
        string time = logEvent.Timestamp.ToLocalTime().ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
        string level = RecordOptions.NameOf(logEvent.Level).PadRight(7);
        string painted = logEvent.Level switch
        {
            LogEventLevel.Error => ink.Red(level),
            LogEventLevel.Warning => ink.Yellow(level),
            LogEventLevel.Debug => ink.Dim(level),
            _ => ink.Green(level),
        };
        using var line = JsonDocument.Parse(LineEvent.LineOf(logEvent).TrimStart('\n'));
        string name = line.RootElement.GetProperty("event").GetString()!;
        output.Write($"{ink.Dim(time)} {painted} {ink.Bold(name.PadRight(NameWidth))}");
        foreach (JsonProperty member in line.RootElement.EnumerateObject().Where(member => member.Name is not ("ts_ms" or "event")))
        {
            output.Write($" {ink.Dim(member.Name + "=")}{Plain(member.Value)}");
        }

        output.Write('\n');
    }

    /// <summary>A value without quotes where it needs none; what a peer has sent can move no cursor.</summary>
    private static string Plain(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return value.GetRawText();
        }

        string text = value.GetString()!;
        bool isPlain =
            text.Length > 0 && text.EnumerateRunes().All(rune => !Rune.IsControl(rune) && !Rune.IsWhiteSpace(rune) && IsShown(rune));
        return isPlain ? text : JsonSerializer.Serialize(text);
    }

    // Marks of direction and the like change what stands around them.
    private static bool IsShown(Rune rune) => Rune.GetUnicodeCategory(rune) is not UnicodeCategory.Format;
}
