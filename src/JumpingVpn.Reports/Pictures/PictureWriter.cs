using System.Text.Json;

namespace JumpingVpn.Reports.Pictures;

/// <summary>
/// Writes down what happens on the network of a scenario, record by record: nodes and steps, all of which are kept; hops of datagrams and
/// events, of which the first and the last are kept; changes and tables of NATs, of which the first and the last are kept, too.
/// </summary>
/// <remarks>
/// Times are virtual, since the scenario began. Memory is bounded, but for nodes and steps, of which a scenario has as many as somebody
/// wrote: by <see cref="LongestHead"/> and <see cref="LongestTail"/>, and by <see cref="MostFacts"/>. Thread rule: one thread at a time.
/// </remarks>
public sealed class PictureWriter : IDisposable
{
    /// <summary>How many hops and events are kept from the beginning.</summary>
    public const int LongestHead = 3_000;

    /// <summary>How many hops and events are kept up to the end, at least.</summary>
    public const int LongestTail = 3_000;

    /// <summary>How many mappings of a NAT's table are kept.</summary>
    public const int LongestTable = 100;

    /// <summary>How many changes and tables are kept from the beginning, and up to the end at least.</summary>
    public const int MostFacts = 2_000;

    private readonly RecordBuffer _frame = new();
    private readonly RecordWindow _facts;
    private readonly RecordWindow _moments;
    private readonly PayloadTable _payloads = new();
    private readonly Dictionary<string, IReadOnlyList<PictureMapping>> _tables = [];
    private int _sequence;

    /// <summary>Creates a writer that has nothing yet.</summary>
    public PictureWriter()
    {
        // A table that is like the last one of its NAT is not repeated, which holds only as long as that one is kept.
        _facts = new RecordWindow(MostFacts, MostFacts) { OnDropped = _ => _tables.Clear() };
        _moments = new RecordWindow(LongestHead, LongestTail) { OnDropped = _payloads.Forget };
    }

    /// <summary>A node is there.</summary>
    /// <param name="kind"><c>host</c>, <c>interface</c> or <c>nat</c>.</param>
    /// <param name="name">Its name.</param>
    /// <param name="behind">The NAT it is behind; null on the public network.</param>
    public void Node(string kind, string name, string? behind) =>
        Frame(
            "node",
            json =>
            {
                json.WriteStringValue(kind);
                json.WriteStringValue(name);
                json.WriteStringValue(behind);
            }
        );

    /// <summary>What the host of an actor is.</summary>
    public void Role(string name, string role) =>
        Frame(
            "role",
            json =>
            {
                json.WriteStringValue(name);
                json.WriteStringValue(role);
            }
        );

    /// <summary>How long the mappings of a NAT live.</summary>
    public void Lifetimes(string nat, PictureLifetimes lifetimes)
    {
        ArgumentNullException.ThrowIfNull(lifetimes);
        Frame(
            "lifetimes",
            json =>
            {
                json.WriteStringValue(nat);
                lifetimes.WriteTo(json);
            }
        );
    }

    /// <summary>The access link of a node follows a schedule from now on, or none any more.</summary>
    /// <param name="at">When.</param>
    /// <param name="node">The node.</param>
    /// <param name="outages">When it is down, since the schedule began, and for how long; null where it follows none any more.</param>
    /// <param name="every">After what time the schedule begins again; null for never.</param>
    public void Schedule(TimeSpan at, string node, IReadOnlyList<(TimeSpan At, TimeSpan For)>? outages, TimeSpan? every) =>
        Fact(
            "schedule",
            json =>
            {
                json.WriteNumberValue(at.Ticks);
                json.WriteStringValue(node);
                PictureTime.Write(json, outages);
                PictureTime.Write(json, every);
            }
        );

    /// <summary>Something befell a node.</summary>
    public void Change(TimeSpan at, string node, string change, string? other) =>
        Fact(
            "change",
            json =>
            {
                json.WriteNumberValue(at.Ticks);
                json.WriteStringValue(node);
                json.WriteStringValue(change);
                json.WriteStringValue(other);
            }
        );

    /// <summary>A step ended; the last one of all closes the scenario.</summary>
    public void StepEnded(TimeSpan at) => Frame("step", json => json.WriteNumberValue(at.Ticks));

    /// <summary>The table of a NAT as it stands; one that is equal to the last one of this NAT is not repeated.</summary>
    /// <param name="at">When.</param>
    /// <param name="nat">The NAT.</param>
    /// <param name="mappings">Its mappings, oldest first; the first <see cref="LongestTable"/> are kept.</param>
    public void Table(TimeSpan at, string nat, IReadOnlyList<PictureMapping> mappings)
    {
        ArgumentNullException.ThrowIfNull(mappings);
        _facts.MakeRoom(); // which may forget what was written
        if (_tables.GetValueOrDefault(nat, []).SequenceEqual(mappings))
        {
            return;
        }

        _tables[nat] = mappings;
        Fact(
            "table",
            json =>
            {
                json.WriteNumberValue(at.Ticks);
                json.WriteStringValue(nat);
                json.WriteNumberValue(mappings.Count);
                json.WriteStartArray();
                foreach (PictureMapping mapping in mappings.Take(LongestTable))
                {
                    mapping.WriteTo(json);
                }

                json.WriteEndArray();
            }
        );
    }

    /// <summary>A datagram was at a place.</summary>
    public void Hop(in PictureHop hop, ReadOnlySpan<byte> payload)
    {
        Utf8JsonWriter json = Moment("hop");
        hop.WriteTo(json);
        json.WriteNumberValue(_payloads.NumberOf(payload, _moments.Part));
        json.WriteNumberValue(payload.Length);
        _moments.End();
    }

    /// <summary>A line of the canonical event trace that no hop tells.</summary>
    /// <param name="line">One JSON object.</param>
    public void Line(string line)
    {
        Moment("line").WriteRawValue(line, skipInputValidation: true);
        _moments.End();
    }

    /// <summary>All records, in JSON; the writer is done with.</summary>
    /// <returns>An array of records, whose first member is their sequence number; the order is not that of the numbers.</returns>
    public ReadOnlyMemory<byte> ToJson()
    {
        if (_moments.Dropped + _facts.Dropped > 0)
        {
            Frame(
                "left out",
                json =>
                {
                    json.WriteNumberValue(_moments.Dropped);
                    json.WriteNumberValue(_facts.Dropped);
                }
            );
        }

        Frame("payloads", _payloads.WriteTo);
        return RecordBuffer.Join([_frame, .. _facts.Buffers, .. _moments.Buffers]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _frame.Dispose();
        _facts.Dispose();
        _moments.Dispose();
    }

    private void Frame(string kind, Action<Utf8JsonWriter> write)
    {
        write(_frame.Begin(_sequence++, kind));
        _frame.End();
    }

    private void Fact(string kind, Action<Utf8JsonWriter> write)
    {
        _facts.MakeRoom();
        write(_facts.Begin(_sequence++, kind));
        _facts.End();
    }

    private Utf8JsonWriter Moment(string kind)
    {
        _moments.MakeRoom();
        return _moments.Begin(_sequence++, kind);
    }
}
