using Serilog.Events;
using Serilog.Formatting.Display;
using Serilog.Parsing;

namespace JumpingVpn.Cli.Logging;

/// <summary>A log event whose text is one line of the record.</summary>
internal static class LineEvent
{
    private const string LineProperty = "Line";
    private const string NameProperty = "Event";
    private const string Several = "Several";

    private static readonly MessageTemplate Template = new MessageTemplateParser().Parse($"{{{NameProperty}}}");

    /// <summary>Writes the line of such a log event, and a line feed on every system.</summary>
    public static MessageTemplateTextFormatter Formatter { get; } = new($"{{{LineProperty}}}\n");

    /// <summary>The log event of one line.</summary>
    public static LogEvent Of(RecordLine line) => Create(line.Name, line.Text, line.At, line.Level);

    /// <summary>One log event for several, whose text is their lines; its time and level are those of the first.</summary>
    public static LogEvent OfMany(List<WaitingEvent> events)
    {
        int length = 0;
        foreach (WaitingEvent waiting in events)
        {
            length += waiting.Event!.Text.Length + 1;
        }

        string lines = string.Create(
            length - 1,
            events,
            static (text, events) =>
            {
                foreach (WaitingEvent waiting in events)
                {
                    string line = waiting.Event!.Text;
                    line.CopyTo(text);
                    text = text[line.Length..];
                    if (!text.IsEmpty)
                    {
                        text[0] = '\n';
                        text = text[1..];
                    }
                }
            }
        );
        RecordLine first = events[0].Event!;
        return Create(Several, lines, first.At, first.Level);
    }

    /// <summary>The line of an event of this class.</summary>
    public static string LineOf(LogEvent e) => (string)((ScalarValue)e.Properties[LineProperty]).Value!;

    /// <summary>The log event that represents lost ones.</summary>
    /// <param name="gap">What is lost.</param>
    /// <param name="now">When it is written.</param>
    /// <param name="onItsOwnLine">True if a write that failed may have left half a line behind.</param>
    public static LogEvent OfGap(Gap gap, DateTimeOffset now, bool onItsOwnLine) =>
        Create(Gap.EventName, onItsOwnLine ? "\n" + gap.ToLine(now) : gap.ToLine(now), now, LogEventLevel.Error);

    private static LogEvent Create(string name, string line, DateTimeOffset at, LogEventLevel level) =>
        new(at, level, exception: null, Template, [Property(NameProperty, name), Property(LineProperty, line)]);

    private static LogEventProperty Property(string name, string value) => new(name, new ScalarValue(value));
}
