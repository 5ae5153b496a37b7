using System.Diagnostics.Tracing;

namespace JumpingVpn.Cli.Metrics;

/// <summary>Says once that the collector cannot be reached. The exporter itself tells its own tracing only, and tries again.</summary>
/// <param name="collector">The collector.</param>
/// <param name="warn">Takes the sentence.</param>
internal sealed class ExportWatch(Uri collector, Action<string> warn) : EventListener
{
    private const string Exporter = "OpenTelemetry-Exporter-OpenTelemetryProtocol";

    private readonly Uri _collector = collector;
    private readonly Action<string> _warn = warn;
    private int _told;

    /// <inheritdoc/>
    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        ArgumentNullException.ThrowIfNull(eventSource);
        if (eventSource.Name == Exporter)
        {
            EnableEvents(eventSource, EventLevel.Error);
        }
    }

    /// <inheritdoc/>
    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        ArgumentNullException.ThrowIfNull(eventData);
        if (eventData.EventSource.Name == Exporter && Interlocked.Exchange(ref _told, 1) == 0)
        {
            string why = eventData.Payload?.Count > 0 ? $"{eventData.Payload[^1]}" : $"{eventData.EventName}";
            _warn($"--otlp '{_collector}': metrics are not delivered: {FirstSentence(why)}; the server goes on, and tries again.");
        }
    }

    // It is an exception in full: its type, the message, and where it was thrown.
    private static string FirstSentence(string text)
    {
        string line = text.Split('\n')[0].Trim();
        int type = line.IndexOf(": ", StringComparison.Ordinal);
        return (type < 0 || line[..type].Contains(' ', StringComparison.Ordinal) ? line : line[(type + 2)..]).TrimEnd('.');
    }
}
