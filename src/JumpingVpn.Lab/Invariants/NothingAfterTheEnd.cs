using JumpingVpn.Lab.Scenes;
using JumpingVpn.Protocol;

namespace JumpingVpn.Lab.Invariants;

/// <summary>
/// Keeps its own clocks for every session: what is accepted must be younger than the idle TTL and the maximum lifetime, not by one tick older.
/// </summary>
internal sealed class NothingAfterTheEnd(Scene scene) : IInvariant
{
    private readonly Dictionary<(string Gateway, SessionId Session), Life> _lives = [];

    public string Claim => "nothing is accepted after the end of a session, not by one tick";

    public string? Judge(RecordedEvent recorded)
    {
        SessionEvent e = recorded.Event;
        (string, SessionId) key = (recorded.Actor, recorded.Session);
        switch (e.Kind)
        {
            case SessionEventKind.SessionCreated:
                _lives[key] = new Life(recorded.At, recorded.At);
                return null;
            case SessionEventKind.SessionExpired or SessionEventKind.SessionTerminated:
                _lives.Remove(key);
                return null;
            case SessionEventKind.DataAccepted or SessionEventKind.KeepaliveAccepted or SessionEventKind.TransportSwitch:
                return JudgeAccepted(recorded, key);
            default:
                return null;
        }
    }

    private string? JudgeAccepted(RecordedEvent recorded, (string, SessionId) key)
    {
        ServerOptions options = scene.Gateway(recorded.Actor).Options;
        if (!_lives.TryGetValue(key, out Life life))
        {
            return $"{recorded.Session} accepted {recorded.Event.Kind} at {recorded.At:c}, but it does not live.";
        }

        _lives[key] = life with { LastActivity = recorded.At };
        bool alive = recorded.At - life.LastActivity < options.IdleTtl && recorded.At - life.Begun < options.MaximumLifetime;
        return alive ? null
            : $"{recorded.Session} accepted {recorded.Event.Kind} at {recorded.At:c}: it began at {life.Begun:c}, its last activity was at "
                + $"{life.LastActivity:c}, its TTL is {options.IdleTtl:c} and its maximum lifetime {options.MaximumLifetime:c}.";
    }

    private readonly record struct Life(TimeSpan Begun, TimeSpan LastActivity);
}
