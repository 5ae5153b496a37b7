using Serilog.Core;
using Serilog.Events;
using Serilog.Sinks.File;

namespace JumpingVpn.Cli.Tests.Logging;

/// <summary>A file on a disk that is full at first: it keeps what it could not write, as Serilog's sink for files does.</summary>
internal sealed class KeepingOutput(TestOutput disk) : ILogEventSink, IFlushableFileSink
{
    private readonly Queue<LogEvent> _kept = new();

    public void Emit(LogEvent logEvent)
    {
        _kept.Enqueue(logEvent);
        FlushToDisk();
    }

    public void FlushToDisk()
    {
        while (_kept.TryPeek(out LogEvent? first))
        {
            disk.Emit(first);
            _kept.Dequeue();
        }
    }
}
