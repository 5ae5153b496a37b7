using System.Globalization;
using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Driving;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Parsing;

namespace JumpingVpn.Cli.Logging;

/// <summary>
/// The audit stream of one program: protocol events become log events of Serilog, and those become lines of JSON on a writer. Emitting
/// waits for nobody: a reader who is too slow loses the newest lines, which are counted.
/// </summary>
/// <remarks>Thread rule: any thread; the lines stand in the order of the calls.</remarks>
internal sealed class EventStream : ISessionEventSink, IAsyncDisposable
{
    private static readonly MessageTemplate Template = new MessageTemplateParser().Parse($"{{{EventLineFormatter.Property}}}");

    private readonly EventLineFormatter _formatter;
    private readonly BackgroundLines _lines;
    private readonly Logger _logger;
    private readonly TimeProvider _clock;

    /// <summary>Starts the stream.</summary>
    /// <param name="output">Where the lines go, each written whole.</param>
    /// <param name="clock">What <c>ts_ms</c> is read from.</param>
    /// <param name="logPayload">True prints the text of accepted data.</param>
    public EventStream(TextWriter output, TimeProvider clock, bool logPayload)
    {
        _clock = clock;
        _formatter = new EventLineFormatter(logPayload);
        _lines = new BackgroundLines(output, _formatter);
        _logger = new LoggerConfiguration().MinimumLevel.Verbose().WriteTo.Sink(_lines).CreateLogger();
    }

    /// <summary>Completes when the output cannot be written any more; never where all goes well.</summary>
    public Task Broken => _lines.Broken;

    /// <inheritdoc/>
    public void OnEvent(in SessionEvent e)
    {
        LogEventLevel level = e.Kind == SessionEventKind.SecurityEvent ? LogEventLevel.Warning : LogEventLevel.Information;
        LogEventProperty property = new(EventLineFormatter.Property, new ScalarValue(e));
        _logger.Write(new LogEvent(_clock.GetUtcNow(), level, exception: null, Template, [property]));
    }

    /// <summary>The outcome of the program, after disposal: the given one, unless lines were lost and nothing worse is to be said.</summary>
    public Outcome Judge(Outcome outcome) => (outcome.Message, _lines.Broken.IsCompleted, _lines.Dropped) switch
    {
        (null, true, _) => Outcome.Failure($"standard output cannot be written: {_lines.Broken.Result}."),
        (null, false, > 0) => outcome with { Message = DroppedLines(_lines.Dropped) },
        _ => outcome,
    };

    /// <summary>Writes what is still waiting, for a bounded time.</summary>
    public async ValueTask DisposeAsync()
    {
        await _logger.DisposeAsync();
        await _lines.DisposeAsync();
        _formatter.Dispose();
    }

    private static string DroppedLines(long count) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} event lines were lost because standard output was read too slowly.");
}
