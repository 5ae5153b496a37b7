using System.Globalization;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;
using Serilog;
using Serilog.Configuration;
using Serilog.Events;
using Serilog.Formatting;

namespace JumpingVpn.Cli.Logging;

/// <summary>
/// The record of one program: protocol events become log events of Serilog, which have a level and a room, and leave by its console and
/// file sinks as lines of JSON. Emitting waits for nobody.
/// </summary>
/// <remarks>Thread rule: any thread; the lines stand in the order of the calls, unless many wait (see <see cref="RecordQueue"/>).</remarks>
internal sealed class EventStream : ISessionEventSink, IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly SessionEventJson _json;
    private readonly TimeProvider _clock;
    private readonly List<RoomedSink> _outputs = [];
    private LogEventLevel _level;
    private TimeSpan _idleTtl;

    /// <summary>Starts the record.</summary>
    /// <param name="options">What is recorded; the file must be one that can be written.</param>
    /// <param name="surroundings">The console, the clock that <c>ts_ms</c> is read from, and who is told that an output fails.</param>
    public EventStream(RecordOptions options, Surroundings surroundings)
    {
        _clock = surroundings.Clock;
        _json = new SessionEventJson(options.WithPayload);
        bool isReadable = options.Format == RecordFormat.Text || (options.Format == RecordFormat.Automatic && surroundings.OutIsTerminal);
        ITextFormatter formatter = isReadable ? new ReadableFormatter(surroundings.OutInk) : LineEvent.Formatter;
        AddOutput("standard output", surroundings, to => surroundings.RecordTo(to, formatter), togetherWhereMany: !isReadable);
        if (options.File is { } file)
        {
            AddOutput(
                file,
                surroundings,
                to =>
                    to.File(
                        LineEvent.Formatter,
                        file,
                        fileSizeLimitBytes: RecordOptions.FileSizeLimit,
                        rollOnFileSizeLimit: true,
                        retainedFileCountLimit: RecordOptions.FileCount
                    )
            );
        }

        _level = options.Level;
    }

    /// <summary>The lowest level that is recorded. After a change the driver has to be told, which makes no others.</summary>
    public LogEventLevel Level
    {
        get => _level;
        set => _level = value;
    }

    /// <summary>What is lost of the record so far, by output.</summary>
    public IEnumerable<(string Output, long Count)> Losses => _outputs.Select(output => (output.Name, output.Lost));

    /// <summary>The kinds that are of the level or above it: an event for each message costs nothing if it is not shown.</summary>
    public SessionEventKinds Kinds => _level > LogEventLevel.Debug ? EventClass.ButOfEachMessage : SessionEventKinds.All;

    /// <summary>True if an output could not be written at least once.</summary>
    public bool HasFailed => _outputs.Exists(output => output.Failure is not null);

    /// <inheritdoc/>
    public void OnEvent(ISessionEvent e, TimeSpan at) => Record(e);

    /// <summary>Records an event, of the core's or of the program's own.</summary>
    public void Record(IAuditEvent e)
    {
        _idleTtl = (e as ServerStart)?.IdleTtl ?? _idleTtl;
        var its = EventClass.Of(e, _idleTtl);
        if (its.Level < _level)
        {
            return;
        }

        lock (_gate)
        {
            DateTimeOffset now = _clock.GetUtcNow();
            string line = _json.WriteText(e, now.ToUnixTimeMilliseconds());
            var logged = new RecordLine(e.Name, line, now, its.Level);
            foreach (RoomedSink output in _outputs)
            {
                output.Add(its.Room, logged);
            }
        }
    }

    /// <summary>The outcome of the program, after disposal: the given one, and what is missing from the record where nothing worse
    /// is to be said.</summary>
    public Outcome Judge(Outcome outcome)
    {
        string[] losses = [.. _outputs.Where(output => output.Lost > 0).Select(DescribeLoss)];
        return outcome.Message is null && losses.Length > 0 ? outcome with { Message = string.Join(' ', losses) } : outcome;
    }

    /// <summary>Writes what is still waiting, for a bounded time.</summary>
    public ValueTask DisposeAsync()
    {
        _outputs.ForEach(output => output.Close());
        _outputs.ForEach(output => output.Dispose());
        _json.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string DescribeLoss(RoomedSink output)
    {
        string why = output.Failure is { } failure ? $"it could not be written: {failure.TrimEnd('.')}" : "it was read too slowly";
        string events = output.Lost == 1 ? "1 event is" : string.Create(CultureInfo.InvariantCulture, $"{output.Lost} events are");
        return $"{events} missing from {output.Name}: {why}.";
    }

    private void AddOutput(
        string name,
        Surroundings surroundings,
        Action<LoggerSinkConfiguration> configure,
        bool togetherWhereMany = true
    ) =>
        _outputs.Add(
            new RoomedSink(name, LoggerSinkConfiguration.CreateSink(configure), surroundings.Clock, surroundings.Warn, togetherWhereMany)
        );
}
