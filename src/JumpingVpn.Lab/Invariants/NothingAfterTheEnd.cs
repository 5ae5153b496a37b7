using JumpingVpn.Lab.Scenes;
using JumpingVpn.Protocol;

namespace JumpingVpn.Lab.Invariants;

/// <summary>Keeps its own idle clock for every session: what is accepted must be younger than the TTL, not by one tick older.</summary>
internal sealed class NothingAfterTheEnd(Scene scene) : IInvariant
{
    private readonly Dictionary<(string Gateway, SessionId Session), TimeSpan> _lastActivity = [];

    public string Claim => "nothing is accepted after the end of a session, not by one tick";

    public string? Judge(RecordedEvent recorded)
    {
        SessionEvent e = recorded.Event;
        (string, SessionId) key = (recorded.Actor, recorded.Session);
        switch (e.Kind)
        {
            case SessionEventKind.SessionCreated:
                _lastActivity[key] = recorded.At;
                return null;
            case SessionEventKind.SessionExpired or SessionEventKind.SessionTerminated:
                _lastActivity.Remove(key);
                return null;
            case SessionEventKind.DataAccepted or SessionEventKind.KeepaliveAccepted or SessionEventKind.TransportSwitch:
                TimeSpan ttl = scene.Gateway(recorded.Actor).Options.IdleTtl;
                bool alive = _lastActivity.TryGetValue(key, out TimeSpan last) && recorded.At - last < ttl;
                _lastActivity[key] = recorded.At;
                return alive ? null : $"{recorded.Session} accepted {e.Kind} at {recorded.At:c}, its last activity was at {last:c} and its TTL is {ttl:c}.";
            default:
                return null;
        }
    }
}
