using JumpingVpn.Protocol;
using Serilog.Events;
using Serilog.Formatting;

namespace JumpingVpn.Cli.Logging;

/// <summary>Writes the protocol event inside a log event as its one JSON line, and nothing else of the log event.</summary>
/// <remarks>Thread rule: one thread at a time.</remarks>
internal sealed class EventLineFormatter(bool logPayload) : ITextFormatter, IDisposable
{
    /// <summary>The property of the log event that holds the <see cref="SessionEvent"/>.</summary>
    public const string Property = "SessionEvent";

    private readonly SessionEventJson _json = new(logPayload);

    /// <inheritdoc/>
    public void Format(LogEvent logEvent, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(logEvent);
        ArgumentNullException.ThrowIfNull(output);
        if (logEvent.Properties.TryGetValue(Property, out LogEventPropertyValue? value) && value is ScalarValue { Value: SessionEvent e })
        {
            output.Write(_json.WriteText(e, logEvent.Timestamp.ToUnixTimeMilliseconds()));
            output.Write('\n');
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();
}
