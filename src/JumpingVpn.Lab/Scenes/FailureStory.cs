using System.Globalization;
using System.Text.Json;
using JumpingVpn.Endpoints;
using JumpingVpn.Lab.Wire;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Protocol;

namespace JumpingVpn.Lab.Scenes;

/// <summary>
/// What somebody who was not there needs to know of a failed scenario: the sessions as either side has them, and the datagrams and events
/// of all sides on one time line.
/// </summary>
/// <remarks>Thread rule: the lab's thread.</remarks>
public sealed class FailureStory
{
    private readonly Scene _scene;

    // The order in which things came: which kind, and its index among those of its kind.
    private readonly List<(Kind Kind, int Index)> _order = [];

    private TimeSpan _healedAt;

    internal FailureStory(Scene scene) => _scene = scene;

    /// <summary>How many datagrams, events and healings there were so far.</summary>
    public int Length => _order.Count;

    /// <summary>Whether an entry, 0 to <see cref="Length"/> − 1, is about a datagram.</summary>
    public bool IsDatagram(int entry) => _order[entry].Kind == Kind.Datagram;

    /// <summary>Writes the lines of the canonical event trace once more, for whoever did not take them while they came.</summary>
    /// <param name="entry">Which of them, 0 to <see cref="Length"/> − 1.</param>
    /// <param name="line">Takes the line, one JSON object.</param>
    public void WriteTrace(int entry, Action<string> line)
    {
        LabTrace trace = new(line);
        (Kind kind, int index) = _order[entry];
        switch (kind)
        {
            case Kind.Datagram:
                trace.Write(_scene.Wire.Records[index]);
                break;
            case Kind.Event:
                trace.Write(_scene.Events.All[index]);
                break;
            case Kind.Saying:
                trace.Write(_scene.Endpoints.Said[index]);
                break;
            default:
                trace.WriteHealed(_healedAt);
                break;
        }
    }

    /// <summary>Tells it, a line each, newest last.</summary>
    /// <param name="count">How many lines of the time line at most: the last ones.</param>
    /// <param name="more">How the lines that are left out can be seen, for the line that counts them.</param>
    public IEnumerable<string> Tell(int count, string more)
    {
        string[] sessions = [.. Sessions()];
        if (sessions.Length > 0)
        {
            yield return $"the sessions at {Seconds(_scene.Lab.Now)} s:";
        }

        foreach (string line in sessions)
        {
            yield return $"  {line}";
        }

        (Kind Kind, int Index)[] told = [.. _order.Where(static entry => entry.Kind != Kind.Healing)];
        int skipped = Math.Max(0, told.Length - count);
        yield return skipped == 0
            ? "what happened:"
            : string.Create(CultureInfo.InvariantCulture, $"what happened last ({skipped} earlier lines are left out; {more}):");
        foreach ((Kind kind, int index) in told.Skip(skipped))
        {
            string line = kind switch
            {
                Kind.Datagram => Line(_scene.Wire.Records[index]),
                Kind.Event => Line(_scene.Events.All[index]),
                _ => Line(_scene.Endpoints.Said[index]),
            };
            yield return $"  {GuestText.InOneLine(line)}"; // types, payloads and what guests say come from outside
        }

        yield return $"all datagrams: {_scene.Lab.Ledger}";
    }

    internal void NoteHealed()
    {
        _healedAt = _scene.Lab.Now;
        _order.Add((Kind.Healing, 0));
    }

    internal void NoteDatagram() => _order.Add((Kind.Datagram, _scene.Wire.Records.Count - 1));

    internal void NoteEvent() => _order.Add((Kind.Event, _scene.Events.All.Count - 1));

    internal void NoteSaying() => _order.Add((Kind.Saying, _scene.Endpoints.Said.Count - 1));

    /// <summary>To the tick of 100 ns, so that one tick before the end is not the end.</summary>
    private static string Seconds(TimeSpan time) =>
        (time.Ticks / (decimal)TimeSpan.TicksPerSecond).ToString("0.0000000", CultureInfo.InvariantCulture);

    private string Line(WireRecord record)
    {
        // Where strangers' protocols run, theirs are no messages of ours, and nothing is wrong with that.
        string foreign = _scene.Endpoints.All.Any() ? "a datagram" : "no message";
        string what = record.Kind.ToString().ToLowerInvariant();
        string fate = record.Kind == WireRecordKind.Dropped ? DropReasonText.Of(record.Drop) : $"{record.Source} -> {record.Destination}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Seconds(record.At), 14} s  {record.Node, -10} {what, -9} {MessageText.Describe(record.Bytes, foreign)} "
                + $"({record.Bytes.Length} B), {fate}"
        );
    }

    private static string Line(RecordedEvent recorded)
    {
        using var json = JsonDocument.Parse(recorded.Utf8Json);
        IEnumerable<string> members = json
            .RootElement.EnumerateObject()
            .Where(static member => member.Name is not ("ts_ms" or "event"))
            .Select(static member => $"{member.Name} {member.Value}");
        return $"{Seconds(recorded.At), 14} s  {recorded.Actor, -10} event     {recorded.Event.Kind}: {string.Join(", ", members)}";
    }

    private static string Line(Saying saying) =>
        string.Create(CultureInfo.InvariantCulture, $"{Seconds(saying.At), 14} s  {saying.Actor, -10} said      {saying.Text}");

    private IEnumerable<string> Sessions()
    {
        foreach (ClientActor client in _scene.Clients)
        {
            if (client.Session is not { } session)
            {
                yield return $"{client.Name}: has started no session";
                continue;
            }

            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{client.Name}: {client.StateName}, version {session.StateVersion}, {session.SessionId?.ToString() ?? "no id yet"}"
            );
            foreach (GatewayActor gateway in _scene.Gateways)
            {
                yield return $"  {gateway.Name} has it: {Seen(gateway, session.SessionId)}";
            }
        }
    }

    private string Seen(GatewayActor gateway, SessionId? id) =>
        id is { } known && gateway.Server.TryGetSession(known, out SessionView view)
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{CodeNames.Name(view.State)}, version {view.StateVersion}, bound to {_scene.Lab.NameOf(view.Binding)}"
            )
            : "no such session";

    private enum Kind
    {
        Datagram,
        Event,
        Saying,
        Healing,
    }
}
