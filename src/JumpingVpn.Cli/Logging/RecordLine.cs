using Serilog.Events;

namespace JumpingVpn.Cli.Logging;

/// <summary>One event of the record while it waits: it becomes a log event when it is written, alone or with others.</summary>
/// <param name="Name">The event's name.</param>
/// <param name="Text">Its line, without a line end.</param>
/// <param name="At">When it happened.</param>
/// <param name="Level">How much it matters.</param>
internal sealed record RecordLine(string Name, string Text, DateTimeOffset At, LogEventLevel Level);
