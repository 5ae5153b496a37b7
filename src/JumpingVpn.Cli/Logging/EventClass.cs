using JumpingVpn.Protocol;
using Serilog.Events;

namespace JumpingVpn.Cli.Logging;

/// <summary>How much an event matters to a reader, and which room it has while it waits.</summary>
/// <param name="Level">Shown from this level on.</param>
/// <param name="Room">What it shares its room with.</param>
internal readonly record struct EventClass(LogEventLevel Level, Room Room)
{
    /// <summary>Judges an event by its kind.</summary>
    /// <param name="e">The event.</param>
    /// <param name="idleTtl">How long the server's idle sessions live: one that ends no older than that, where it began, may be a
    /// stranger's.</param>
    public static EventClass Of(in SessionEvent e, TimeSpan idleTtl) =>
        e.Kind switch
        {
            SessionEventKind.TransportSwitch
            or SessionEventKind.SimulateTransportDeath
            or SessionEventKind.NewTransportCreated
            or SessionEventKind.ReattachResult => new(LogEventLevel.Information, Room.Switch),
            SessionEventKind.SecurityEvent => new(LogEventLevel.Error, Room.Security),
            SessionEventKind.SessionCreated => new(LogEventLevel.Information, Room.Handshake),
            SessionEventKind.SessionExpired or SessionEventKind.SessionTerminated when e.Switches == 0 && e.Duration <= idleTtl => new(
                LogEventLevel.Information,
                Room.Handshake
            ),
            SessionEventKind.StateChange when e.From == SessionState.Birth || e.To == SessionState.Terminated => new(
                LogEventLevel.Information,
                Room.Handshake
            ), // another event tells the same
            SessionEventKind.DataRejected
            or SessionEventKind.MessageRejected
            or SessionEventKind.ReattachRejected
            or SessionEventKind.UnknownMessage
            or SessionEventKind.RateLimited
            or SessionEventKind.PolicyEvent => new(LogEventLevel.Warning, Room.Refusal),
            SessionEventKind.DataAccepted
            or SessionEventKind.DataRoundtrip
            or SessionEventKind.DownlinkAccepted
            or SessionEventKind.DownlinkRoundtrip
            or SessionEventKind.KeepaliveAccepted => new(LogEventLevel.Debug, Room.Data),
            SessionEventKind.DataFailed => new(LogEventLevel.Warning, Room.Data),
            _ => new(LogEventLevel.Information, Room.Lifecycle),
        };
}
