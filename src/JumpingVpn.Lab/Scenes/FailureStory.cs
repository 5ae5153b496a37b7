using System.Globalization;
using System.Text.Json;
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

    // The order in which things came: a datagram by its index, an event by the complement of its index.
    private readonly List<int> _order = [];

    private const int Healed = int.MinValue;

    private TimeSpan _healedAt;

    internal FailureStory(Scene scene) => _scene = scene;

    /// <summary>How many datagrams, events and healings there were so far.</summary>
    public int Length => _order.Count;

    /// <summary>Writes the lines of the canonical event trace once more, for whoever did not take them while they came.</summary>
    /// <param name="entry">Which of them, 0 to <see cref="Length"/> − 1.</param>
    /// <param name="line">Takes the line, one JSON object.</param>
    /// <returns>Whether it is about a datagram.</returns>
    public bool WriteTrace(int entry, Action<string> line)
    {
        LabTrace trace = new(line);
        int what = _order[entry];
        if (what == Healed)
        {
            trace.WriteHealed(_healedAt);
        }
        else if (what >= 0)
        {
            trace.Write(_scene.Wire.Records[what]);
        }
        else
        {
            trace.Write(_scene.Events.All[~what]);
        }

        return what >= 0;
    }

    /// <summary>Tells it, a line each, newest last.</summary>
    /// <param name="count">How many lines of the time line at most: the last ones.</param>
    /// <param name="more">How the lines that are left out can be seen, for the line that counts them.</param>
    public IEnumerable<string> Tell(int count, string more)
    {
        yield return $"the sessions at {Seconds(_scene.Lab.Now)} s:";
        foreach (string line in Sessions())
        {
            yield return $"  {line}";
        }

        int[] told = [.. _order.Where(static entry => entry != Healed)];
        int skipped = Math.Max(0, told.Length - count);
        yield return skipped == 0
            ? "what happened:"
            : string.Create(CultureInfo.InvariantCulture, $"what happened last ({skipped} earlier lines are left out; {more}):");
        foreach (int entry in told.Skip(skipped))
        {
            yield return $"  {(entry >= 0 ? Line(_scene.Wire.Records[entry]) : Line(_scene.Events.All[~entry]))}";
        }

        yield return $"all datagrams: {_scene.Lab.Ledger}";
    }

    internal void NoteHealed()
    {
        _healedAt = _scene.Lab.Now;
        _order.Add(Healed);
    }

    internal void NoteDatagram() => _order.Add(_scene.Wire.Records.Count - 1);

    internal void NoteEvent() => _order.Add(~(_scene.Events.All.Count - 1));

    /// <summary>To the tick of 100 ns, so that one tick before the end is not the end.</summary>
    private static string Seconds(TimeSpan time) =>
        (time.Ticks / (decimal)TimeSpan.TicksPerSecond).ToString("0.0000000", CultureInfo.InvariantCulture);

    private static string Line(WireRecord record)
    {
        string what = record.Kind.ToString().ToLowerInvariant();
        string fate = record.Kind == WireRecordKind.Dropped ? DropReasonText.Of(record.Drop) : $"{record.Source} -> {record.Destination}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Seconds(record.At), 14} s  {record.Node, -10} {what, -9} {MessageText.Describe(record.Bytes)} "
                + $"({record.Bytes.Length} B), {fate}"
        );
    }

    private static string Line(RecordedEvent recorded)
    {
        using var json = JsonDocument.Parse(recorded.Json);
        IEnumerable<string> members = json
            .RootElement.EnumerateObject()
            .Where(static member => member.Name is not ("ts_ms" or "event"))
            .Select(static member => $"{member.Name} {member.Value}");
        return $"{Seconds(recorded.At), 14} s  {recorded.Actor, -10} event     {recorded.Event.Kind}: {string.Join(", ", members)}";
    }

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
}
