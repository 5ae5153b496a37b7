using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;

namespace JumpingVpn.Cli.Tests.Support;

/// <summary>A sink that writes to a writer of the test's, as the sink for the console writes to the console.</summary>
internal sealed class WriterSink(TextWriter writer, ITextFormatter formatter) : ILogEventSink
{
    public void Emit(LogEvent logEvent) => formatter.Format(logEvent, writer);
}
