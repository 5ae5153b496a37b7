using Serilog.Core;
using Serilog.Events;

namespace JumpingVpn.Cli.Terminal;

/// <summary>Takes log events where a screen shows them in its own way.</summary>
internal sealed class NoOutput : ILogEventSink
{
    /// <inheritdoc/>
    public void Emit(LogEvent logEvent) { }
}
