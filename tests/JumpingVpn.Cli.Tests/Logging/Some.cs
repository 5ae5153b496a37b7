using JumpingVpn.Cli.Logging;
using JumpingVpn.Protocol.Events;
using Serilog.Events;

namespace JumpingVpn.Cli.Tests.Logging;

/// <summary>Log events with the room and the text that a test asks for.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeMilliseconds(1_000);

    public static LogEvent Line(Room room, string text, int milliseconds = 0)
    {
        LogEvent e = LineEvent.Of(nameof(DataAccepted), text, Start.AddMilliseconds(milliseconds), LogEventLevel.Information);
        e.AddOrUpdateProperty(new LogEventProperty(RoomedSink.RoomProperty, new ScalarValue(room)));
        return e;
    }

    public static string TextOf(LogEvent e) => (string)((ScalarValue)e.Properties["Line"]).Value!;
}
