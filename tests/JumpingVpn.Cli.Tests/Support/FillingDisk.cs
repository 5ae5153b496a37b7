using Serilog.Core;
using Serilog.Events;

namespace JumpingVpn.Cli.Tests.Support;

/// <summary>A sink with room for some lines, behind which the disk is full.</summary>
internal sealed class FillingDisk(ILogEventSink inner, int lines) : ILogEventSink
{
    private int _lines = lines;

    public void Emit(LogEvent logEvent)
    {
        if (_lines-- <= 0)
        {
            throw new IOException("No space left on device");
        }

        inner.Emit(logEvent);
    }
}
