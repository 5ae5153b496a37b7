using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Lab.Invariants;

/// <summary>
/// Counts the switches of every session by the clock of its gateway. Where two addresses have competed for a session, some of its switches
/// are free, and which ones only the gateway knows: such a session is not judged any more.
/// </summary>
internal sealed class MovesWithinPolicy(Scene scene) : IInvariant
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Dictionary<(string Gateway, SessionId Session), List<TimeSpan>> _moves = [];
    private readonly Dictionary<(string Gateway, SessionId Session), bool> _raced = [];

    public SessionEventKinds Kinds { get; } = SessionEventKinds.Of(SessionEventKind.TransportSwitch, SessionEventKind.SecurityEvent);

    public string Claim => "a session moves no more often than the policy of its gateway allows";

    public string? Judge(RecordedEvent recorded)
    {
        (string, SessionId) key = (recorded.Actor, recorded.Session);
        switch (recorded.Event)
        {
            case SecurityEvent { Violation: ReasonCode.Race }:
                _raced[key] = true;
                return null;
            case TransportSwitch { Reason: not ReasonCode.Race } when !_raced.ContainsKey(key):
                return Count(recorded, key);
            default:
                return null;
        }
    }

    private string? Count(RecordedEvent recorded, (string Gateway, SessionId Session) key)
    {
        if (!_moves.TryGetValue(key, out List<TimeSpan>? moves))
        {
            _moves.Add(key, moves = []);
        }

        ServerOptions options = scene.Gateway(recorded.Actor).Options;
        TimeSpan now = recorded.Clock;
        TimeSpan? latest = moves.Count == 0 ? null : moves[^1];
        int others = moves.Count(at => now - at < Minute);
        moves.Add(now);
        return now - latest < options.SwitchCooldown
                ? $"{recorded.Session} moved at {now:c}, {now - latest:c} after a move; the cooldown is {options.SwitchCooldown:c}."
            : others >= options.MaximumSwitchesPerMinute
                ? $"{recorded.Session} moved at {now:c} after {others} moves within a minute, which is as many as it may."
            : null;
    }
}
