using JumpingVpn.Lab.Scenes;
using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Lab.Invariants;

/// <summary>Keeps each session as it stood when something was last accepted, and compares it whenever a message for it is
/// refused.</summary>
internal sealed class RefusalChangesNothing(Func<string, SessionId, SessionView?> look) : IInvariant
{
    private readonly Dictionary<(string Gateway, SessionId Session), SessionView> _accepted = [];

    public SessionEventKinds Kinds { get; } =
        SessionEventKinds.Of(
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
        if (recorded.Event.SessionId is not { } id || look(recorded.Actor, id) is not { } now)
        {
            return null;
        }

        (string, SessionId) key = (recorded.Actor, id);
        switch (recorded.Event)
        {
            case DataRejected refused:
                return Compare(key, now, refused.Kind, refused.Reason);
            case ReattachRejected refused:
                return Compare(key, now, refused.Kind, refused.Reason);
            case MessageRejected refused:
                return Compare(key, now, refused.Kind, refused.Reason);
            case SessionCreated or DataAccepted or KeepaliveAccepted or TransportSwitch or StateChange:
                _accepted[key] = now;
                return null;
            default:
                return null;
        }
    }

    private string? Compare((string Gateway, SessionId Session) key, in SessionView now, SessionEventKind kind, ReasonCode reason)
    {
        bool same = !_accepted.TryGetValue(key, out SessionView before) || before == now;
        return same
            ? null
            : $"{key.Session} was {SessionText.Of(before)}; after {kind} ({CodeNames.Name(reason)}) it is {SessionText.Of(now)}.";
    }
}
