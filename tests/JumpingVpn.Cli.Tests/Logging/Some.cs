using JumpingVpn.Cli.Logging;
using JumpingVpn.Protocol.Events;
using Serilog.Events;

namespace JumpingVpn.Cli.Tests.Logging;

/// <summary>Log events with the room and the text that a test asks for.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeMilliseconds(1_000);

    public static RecordLine Line(string text, int milliseconds = 0) =>
        new(nameof(DataAccepted), text, Start.AddMilliseconds(milliseconds), LogEventLevel.Information);
}
