using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Lab.Invariants;

/// <summary>
/// Remembers which sessions have ended on which side: that side takes and delivers nothing for them any more, does not move them, and a
/// gateway gives none of their ids again.
/// </summary>
internal sealed class EndIsFinal : IInvariant
{
    private readonly Dictionary<(string Actor, SessionId Session), TimeSpan> _ended = [];

    public SessionEventKinds Kinds { get; } =
        SessionEventKinds.Of(
            SessionEventKind.SessionExpired,
            SessionEventKind.SessionTerminated,
            SessionEventKind.SessionCreated,
            SessionEventKind.SessionEstablished,
            SessionEventKind.DataAccepted,
            SessionEventKind.KeepaliveAccepted,
            SessionEventKind.TransportSwitch,
            SessionEventKind.DataRoundtrip,
            SessionEventKind.DownlinkAccepted,
            SessionEventKind.DownlinkRoundtrip,
            SessionEventKind.StateChange
        );

    public string Claim => "an ended session stays ended";

    public string? Judge(RecordedEvent recorded)
    {
        ISessionEvent e = recorded.Event;
        if (e.SessionId is not { } id)
        {
            return null;
        }

        (string, SessionId) key = (recorded.Actor, id);
        switch (e.Kind)
        {
            case SessionEventKind.SessionExpired or SessionEventKind.SessionTerminated:
                return _ended.TryAdd(key, recorded.At) ? null : $"{recorded.Actor} ended {id} twice.";
            case SessionEventKind.SessionCreated
            or SessionEventKind.SessionEstablished
            or SessionEventKind.DataAccepted
            or SessionEventKind.KeepaliveAccepted
            or SessionEventKind.TransportSwitch
            or SessionEventKind.DataRoundtrip
            or SessionEventKind.DownlinkAccepted
            or SessionEventKind.DownlinkRoundtrip
            or SessionEventKind.StateChange:
                return _ended.TryGetValue(key, out TimeSpan at)
                    ? $"{recorded.Actor} emitted {e.Kind} for {id}, which ended at {at:c}."
                    : null;
            default:
                return null;
        }
    }
}
