using JumpingVpn.Protocol;

namespace JumpingVpn.Lab.Invariants;

/// <summary>Keeps each session as it stood when something was last accepted, and compares it whenever a message for it is
/// refused.</summary>
internal sealed class RefusalChangesNothing(Func<string, SessionId, SessionView?> look) : IInvariant
{
    private readonly Dictionary<(string Gateway, SessionId Session), SessionView> _accepted = [];

    public KindSet Kinds { get; } =
        KindSet.Of(
            SessionEventKind.DataRejected,
            SessionEventKind.ReattachRejected,
            SessionEventKind.MessageRejected,
            SessionEventKind.SessionCreated,
            SessionEventKind.DataAccepted,
            SessionEventKind.KeepaliveAccepted,
            SessionEventKind.TransportSwitch,
            SessionEventKind.StateChange
        );

    public string Claim => "a refusal leaves a session as it was";

    public string? Judge(RecordedEvent recorded)
    {
        SessionEvent e = recorded.Event;
        if (e.SessionId is not { } id || look(recorded.Actor, id) is not { } now)
        {
            return null;
        }

        (string, SessionId) key = (recorded.Actor, id);
        switch (e.Kind)
        {
            case SessionEventKind.DataRejected or SessionEventKind.ReattachRejected or SessionEventKind.MessageRejected:
                bool same = !_accepted.TryGetValue(key, out SessionView before) || before == now;
                return same ? null : $"{id} was {before} and is {now} after {e.Kind} ({CodeNames.Name(e.Reason)}).";
            case SessionEventKind.SessionCreated
            or SessionEventKind.DataAccepted
            or SessionEventKind.KeepaliveAccepted
            or SessionEventKind.TransportSwitch
            or SessionEventKind.StateChange:
                _accepted[key] = now;
                return null;
            default:
                return null;
        }
    }
}
