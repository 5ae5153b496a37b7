using JumpingVpn.Lab.Scenes;
using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Lab.Invariants;

/// <summary>
/// Keeps its own clocks for every session, by the clock of its gateway: what is accepted must be younger than the idle TTL and the maximum
/// lifetime, not by one tick older, and no session is held beyond them.
/// </summary>
internal sealed class NothingAfterTheEnd(Scene scene) : IInvariant
{
    // Between two steps what is due now may still be to come, and a timer of a clock that drifts fires at most one tick late.
    private static readonly TimeSpan Lateness = TimeSpan.FromTicks(1);

    private readonly OrderedDictionary<(string Gateway, SessionId Session), Life> _lives = [];

    public SessionEventKinds Kinds { get; } =
        SessionEventKinds.Of(
            SessionEventKind.SessionCreated,
            SessionEventKind.SessionExpired,
            SessionEventKind.SessionTerminated,
            SessionEventKind.DataAccepted,
            SessionEventKind.KeepaliveAccepted,
            SessionEventKind.TransportSwitch
        );

    public bool JudgesRest => true;

    public string Claim => "nothing is accepted after the end of a session, not even one tick later";

    public string? Judge(RecordedEvent recorded)
    {
        (string, SessionId) key = (recorded.Actor, recorded.Session);
        switch (recorded.Event.Kind)
        {
            case SessionEventKind.SessionCreated:
                _lives[key] = new Life(recorded.Clock, recorded.Clock);
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

    public string? JudgeRest()
    {
        foreach (((string gateway, SessionId session), Life life) in _lives)
        {
            GatewayActor actor = scene.Gateway(gateway);
            if (!actor.Server.TryGetSession(session, out _) || !scene.Hosts.IsRunning(gateway))
            {
                continue; // gone with a crash, or nobody is there to end it
            }

            TimeSpan now = scene.Events.ClockOf(gateway) - Lateness;
            if (now - life.LastActivity > actor.Options.IdleTtl || now - life.Begun > actor.Options.MaximumLifetime)
            {
                return $"{gateway} still holds {session}, {Words(life, actor.Options)}.";
            }
        }

        return null;
    }

    private string? JudgeAccepted(RecordedEvent recorded, (string, SessionId) key)
    {
        ServerOptions options = scene.Gateway(recorded.Actor).Options;
        if (!_lives.TryGetValue(key, out Life life))
        {
            return $"{recorded.Session} accepted {recorded.Event.Kind} at {recorded.Clock:c}, but it is not alive.";
        }

        _lives[key] = life with { LastActivity = recorded.Clock };
        bool alive = recorded.Clock - life.LastActivity < options.IdleTtl && recorded.Clock - life.Begun < options.MaximumLifetime;
        return alive ? null : $"{recorded.Session} accepted {recorded.Event.Kind} at {recorded.Clock:c}: {Words(life, options)}.";
    }

    private static string Words(Life life, ServerOptions options) =>
        $"it began at {life.Begun:c}, its last activity was at {life.LastActivity:c}, its TTL is {options.IdleTtl:c} "
        + $"and its maximum lifetime "
        + $"{options.MaximumLifetime:c}";

    private readonly record struct Life(TimeSpan Begun, TimeSpan LastActivity);
}
