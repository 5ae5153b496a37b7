using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Cli.Client.View;

/// <summary>What happened, in lines for somebody who looks on: the latest ones.</summary>
/// <remarks>Thread rule: any thread.</remarks>
/// <param name="clock">The time of day.</param>
internal sealed class Notes(TimeProvider clock) : ISessionEventSink
{
    private const int Kept = 500;

    private readonly Lock _gate = new();
    private readonly Queue<Note> _notes = new();

    /// <summary>Rises with each note.</summary>
    public long Version { get; private set; }

    /// <summary>The latest, the newest last.</summary>
    public IReadOnlyList<Note> Latest(int count)
    {
        lock (_gate)
        {
            return [.. _notes.TakeLast(Math.Max(0, count))];
        }
    }

    /// <summary>Those after a version that was read before.</summary>
    public IReadOnlyList<Note> Since(ref long version)
    {
        lock (_gate)
        {
            Note[] since = [.. _notes.TakeLast((int)Math.Min(Version - version, _notes.Count))];
            version = Version;
            return since;
        }
    }

    /// <summary>Adds one.</summary>
    public void Add(NoteKind kind, string text)
    {
        lock (_gate)
        {
            _notes.Enqueue(new Note(clock.GetLocalNow(), kind, Printable(text)));
            Version++;
            if (_notes.Count > Kept)
            {
                _notes.Dequeue();
            }
        }
    }

    /// <inheritdoc/>
    public void OnEvent(ISessionEvent e, TimeSpan at)
    {
        switch (e)
        {
            case StateChange change:
                Add(IsGood(change.To) ? NoteKind.Good : NoteKind.Bad, $"{Name(change.From)} → {Name(change.To)} ({Cause(change)})");
                break;
            case NewTransportCreated made:
                Add(NoteKind.Plain, $"a new socket: {made.Local}");
                break;
            case ReattachResult { Code: RefusalCode.None, Reason: ReasonCode.None }:
                Add(NoteKind.Good, "the server has switched the session to this socket");
                break;
            case ReattachResult refused:
                Add(NoteKind.Bad, $"the reattach was refused: {CodeNames.Name(refused.Code)} {CodeNames.Name(refused.Reason)}");
                break;
            case DataRoundtrip acknowledged:
                Add(NoteKind.Dim, FormattableString.Invariant($"message {acknowledged.Sequence} is acknowledged"));
                break;
            case DataFailed failed:
                Add(NoteKind.Bad, FormattableString.Invariant($"message {failed.Sequence} is given up: {CodeNames.Name(failed.Reason)}"));
                break;
            case DownlinkAccepted message:
                Add(NoteKind.Plain, $"< {System.Text.Encoding.UTF8.GetString(message.Payload.Span)}");
                break;
            case SecurityEvent security:
                Add(NoteKind.Bad, $"something forged, or damaged: {CodeNames.Name(security.Violation)}");
                break;
        }
    }

    private static string Cause(in StateChange change) =>
        change.Code == RefusalCode.None ? CodeNames.Name(change.Cause) : CodeNames.Name(change.Code);

    private static string Name(SessionState state) => CodeNames.Name(state);

    private static bool IsGood(SessionState state) => state is SessionState.Attached or SessionState.Recovering;

    /// <summary>What others sent must not move the cursor.</summary>
    private static string Printable(string text) => string.Concat(text.Select(static one => char.IsControl(one) ? '·' : one));
}
