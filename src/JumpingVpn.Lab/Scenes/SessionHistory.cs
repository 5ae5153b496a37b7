using System.Globalization;
using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Lab.Scenes;

/// <summary>Through which states the session of one client has gone, as its events tell it.</summary>
public sealed class SessionHistory
{
    private readonly Scene _scene;
    private readonly ClientActor _client;

    internal SessionHistory(Scene scene, ClientActor client)
    {
        _scene = scene;
        _client = client;
    }

    /// <summary>States the exact states that it went through since the last block of events began.</summary>
    public void ExpectWent(IReadOnlyList<SessionState> states)
    {
        ArgumentNullException.ThrowIfNull(states);
        var went = Changes(_scene.Mark.Event).Select(e => e.To).ToList();
        Expect.That(went.SequenceEqual(states), $"The session of \"{_client.Name}\" went through {Words(went)}, not {Words(states)}.");
    }

    /// <summary>States that it has been in a state at some time of the scenario.</summary>
    public void ExpectBeen(SessionState state) =>
        Expect.That(
            Changes(0).Any(e => e.To == state),
            $"The session of \"{_client.Name}\" has never been {CodeNames.Name(state)}; it went through "
                + $"{Words(Changes(0).Select(e => e.To))}."
        );

    /// <summary>States that it never was in a state.</summary>
    public void ExpectNeverBeen(SessionState state)
    {
        Expect.That(Changes(0).Any(), $"\"{_client.Name}\" has had no session, so the claim proves nothing.");
        RecordedEvent? been = _scene
            .Events.Of(_client.Name, SessionEventKind.StateChange)
            .FirstOrDefault(recorded => recorded.Event is StateChange change && change.To == state);
        Expect.That(
            been is null,
            $"The session of \"{_client.Name}\" was {CodeNames.Name(state)} at {At(been)}, "
                + $"because of {Word((been?.Event as StateChange?)?.Cause)}."
        );
    }

    /// <summary>States why its state changed last.</summary>
    public void ExpectReason(TransitionReason reason)
    {
        TransitionReason? last = Changes(0).Select(e => (TransitionReason?)e.Cause).LastOrDefault();
        Expect.That(
            last == reason,
            $"The session of \"{_client.Name}\" last changed state because of {Word(last)}, not {CodeNames.Name(reason)}."
        );
    }

    /// <summary>Waits until it is ATTACHED, for at most this long.</summary>
    public void ExpectAttachedWithin(TimeSpan limit)
    {
        bool attached = _scene.Lab.RunUntil(() => _client.Session?.State == SessionState.Attached, limit);
        Expect.That(
            attached,
            $"The session of \"{_client.Name}\" is {_client.StateName} after {limit.TotalSeconds} s, not attached again."
        );
    }

    private IEnumerable<StateChange> Changes(int from) => _scene.Events.Of<StateChange>(_client.Name, from);

    private static string Word(TransitionReason? reason) => reason is { } known ? CodeNames.Name(known) : "nothing";

    private static string At(RecordedEvent? e) => e?.At.ToString("c", CultureInfo.InvariantCulture) ?? "";

    private static string Words(IEnumerable<SessionState> states)
    {
        string words = string.Join(", ", states.Select(CodeNames.Name));
        return words.Length == 0 ? "no change" : words;
    }
}
