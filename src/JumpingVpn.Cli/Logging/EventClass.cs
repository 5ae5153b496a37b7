using JumpingVpn.Cli.Forwarding;
using JumpingVpn.Cli.Refusals;
using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;
using Serilog.Events;

namespace JumpingVpn.Cli.Logging;

/// <summary>How much an event matters to a reader, and which room it has while it waits.</summary>
/// <param name="Level">Shown from this level on.</param>
/// <param name="Room">What it shares its room with.</param>
internal readonly record struct EventClass(LogEventLevel Level, Room Room)
{
    /// <summary>All kinds but those of single messages that were accepted, of which a busy server has as many as datagrams.</summary>
    public static SessionEventKinds ButOfEachMessage { get; } =
        SessionEventKinds.Of([.. Enum.GetValues<SessionEventKind>().Except(OfEachMessage)]);

    private static SessionEventKind[] OfEachMessage =>
        [
            SessionEventKind.DataAccepted,
            SessionEventKind.DataRoundtrip,
            SessionEventKind.DownlinkAccepted,
            SessionEventKind.DownlinkRoundtrip,
            SessionEventKind.KeepaliveAccepted,
        ];

    /// <summary>Judges an event by its kind.</summary>
    /// <param name="e">The event.</param>
    /// <param name="idleTtl">How long the server's idle sessions live: one that ends no older than that, where it began, may be a
    /// stranger's.</param>
    public static EventClass Of(IAuditEvent e, TimeSpan idleTtl) =>
        e switch
        {
            TransportSwitch or SimulateTransportDeath or NewTransportCreated or ReattachResult => new(
                LogEventLevel.Information,
                Room.Switch
            ),
            SecurityEvent => new(LogEventLevel.Error, Room.Security),
            SessionCreated => new(LogEventLevel.Information, Room.Handshake),
            SessionExpired { Switches: 0 } expired when expired.Lifetime <= idleTtl => new(LogEventLevel.Information, Room.Handshake),
            SessionTerminated { Switches: 0 } ended when ended.Lifetime <= idleTtl => new(LogEventLevel.Information, Room.Handshake),
            StateChange { From: SessionState.Birth } or StateChange { To: SessionState.Terminated } => new(
                LogEventLevel.Information,
                Room.Handshake
            ), // another event tells the same
            DataRejected
            or MessageRejected
            or ReattachRejected
            or UnknownMessage
            or RateLimited
            or PolicyEvent
            or DatagramsLost
            or TargetRefused => new(LogEventLevel.Warning, Room.Refusal),
            DataAccepted or DataRoundtrip or DownlinkAccepted or DownlinkRoundtrip or KeepaliveAccepted => new(
                LogEventLevel.Debug,
                Room.Data
            ),
            DataFailed => new(LogEventLevel.Warning, Room.Data),
            _ => new(LogEventLevel.Information, Room.Lifecycle),
        };
}
