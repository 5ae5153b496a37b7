using JumpingVpn.Lab.Scenes;
using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Lab.Invariants;

/// <summary>
/// Keeps its own clocks for every session, by the clock of its gateway: what is newly accepted (the handshake, data, a keepalive, a move)
/// begins the idle time anew, and nothing else does. So a session neither ends before a whole idle TTL has passed since then, nor is it
/// counted from another time; and no keepalive counts twice.
/// </summary>
internal sealed class LivesItsTime(Scene scene) : IInvariant
{
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

    public string Claim => "a session lives for a whole idle TTL after anything newly accepted, and nothing else prolongs it";

    public string? Judge(RecordedEvent recorded)
    {
        (string, SessionId) key = (recorded.Actor, recorded.Session);
        switch (recorded.Event)
        {
            case SessionCreated:
                _lives[key] = new Life(scene.Gateway(recorded.Actor).Server, recorded.Clock, recorded.Clock);
                return null;
            case SessionExpired expired:
                bool isKnown = _lives.Remove(key, out Life ended);
                return isKnown ? JudgeEnd(recorded, expired.Cause, ended) : null;
            case SessionTerminated:
                _lives.Remove(key);
                return null;
            case KeepaliveAccepted keepalive:
                return Accept(recorded, key, keepalive.Sequence);
            default:
                return Accept(recorded, key, keepalive: 0);
        }
    }

    public string? JudgeRest()
    {
        foreach (((string gateway, SessionId session), Life life) in _lives)
        {
            GatewayActor actor = scene.Gateway(gateway);
            if (actor.Server != life.Holder || !scene.Hosts.IsRunning(gateway))
            {
                continue; // gone with a crash, or nobody is there
            }

            TimeSpan idle = scene.Events.ClockOf(gateway) - life.LastActivity;
            if (!actor.Server.TryGetSession(session, out SessionView view))
            {
                return $"{gateway} no longer holds {session}, but has not said that it ended. {Words(life)}";
            }

            if (actor.Now - view.LastActivity != idle)
            {
                return $"{gateway} counts {session} as idle for {actor.Now - view.LastActivity:c}, not {idle:c}. {Words(life)}";
            }
        }

        return null;
    }

    private string? Accept(RecordedEvent recorded, (string, SessionId) key, long keepalive)
    {
        if (!_lives.TryGetValue(key, out Life life))
        {
            return null; // whatever is accepted for no session is another invariant's matter
        }

        if (keepalive > 0 && keepalive <= life.Keepalive)
        {
            return $"{recorded.Actor} accepted keepalive {keepalive} of {recorded.Session} after {life.Keepalive}.";
        }

        _lives[key] = life with { LastActivity = recorded.Clock, Keepalive = Math.Max(keepalive, life.Keepalive), IsUsed = true };
        return null;
    }

    private string? JudgeEnd(RecordedEvent recorded, TransitionReason cause, in Life life)
    {
        ServerOptions options = scene.Gateway(recorded.Actor).Options;
        TimeSpan age = recorded.Clock - life.Begun;
        bool isDue =
            cause == TransitionReason.TtlLifetimeExpired
                ? age >= options.MaximumLifetime
                : recorded.Clock - life.LastActivity >= options.IdleTtl || (!life.IsUsed && age >= options.CopiedHandshakeTtl);
        return isDue
            ? null
            : $"{recorded.Actor} ended {recorded.Session} for {CodeNames.Name(cause)} at {recorded.Clock:c}. {Words(life)} Its TTL is "
                + $"{options.IdleTtl:c} and its maximum lifetime {options.MaximumLifetime:c}.";
    }

    private static string Words(in Life life) => $"It began at {life.Begun:c} and accepted something last at {life.LastActivity:c}.";

    /// <summary>Of a session.</summary>
    /// <param name="Holder">The server that made it; after a crash without its state there is another one.</param>
    /// <param name="Begun">When it was made.</param>
    /// <param name="LastActivity">When something was last newly accepted.</param>
    private readonly record struct Life(SessionServer Holder, TimeSpan Begun, TimeSpan LastActivity)
    {
        /// <summary>The highest number of an accepted keepalive.</summary>
        public long Keepalive { get; init; }

        /// <summary>Whether anything was accepted after the handshake: the copy of a handshake lives shorter until then.</summary>
        public bool IsUsed { get; init; }
    }
}
