using System.Text.Json;

namespace JumpingVpn.Reports.Pictures;

/// <summary>
/// Writes down what happens on the network of a scenario, record by record: nodes, changes, steps and tables of NATs, all of which are
/// kept; hops of datagrams and events, of which the first and the last are kept.
/// </summary>
/// <remarks>
/// Times are virtual, since the scenario began. Memory is bounded by <see cref="LongestHead"/> and <see cref="LongestTail"/>. Thread rule:
/// one thread at a time.
/// </remarks>
public sealed class PictureWriter : IDisposable
{
    /// <summary>How many hops and events are kept from the beginning.</summary>
    public const int LongestHead = 3_000;

    /// <summary>How many hops and events are kept up to the end, at least.</summary>
    public const int LongestTail = 3_000;

    /// <summary>How many mappings of a NAT's table are kept.</summary>
    public const int LongestTable = 100;

    private const int MostFacts = 5_000;

    private readonly RecordBuffer _facts = new();
    private readonly RecordBuffer _head = new();
    private readonly PayloadTable _payloads = new();
    private readonly Dictionary<string, IReadOnlyList<PictureMapping>> _tables = [];
    private RecordBuffer _tail = new();
    private RecordBuffer _before = new();
    private int _sequence;
    private int _left;

    /// <summary>A node is there.</summary>
    /// <param name="kind"><c>host</c>, <c>interface</c> or <c>nat</c>.</param>
    /// <param name="name">Its name.</param>
    /// <param name="behind">The NAT it is behind; null on the public network.</param>
    public void Node(string kind, string name, string? behind) =>
        Fact(
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
        Fact(
            "role",
            json =>
            {
                json.WriteStringValue(name);
                json.WriteStringValue(role);
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
    public void StepEnded(TimeSpan at) => Fact("step", json => json.WriteNumberValue(at.Ticks));

    /// <summary>The table of a NAT as it stands; one that is equal to the last one of this NAT is not repeated.</summary>
    /// <param name="at">When.</param>
    /// <param name="nat">The NAT.</param>
    /// <param name="mappings">Its mappings, oldest first; the first <see cref="LongestTable"/> are kept.</param>
    public void Table(TimeSpan at, string nat, IReadOnlyList<PictureMapping> mappings)
    {
        ArgumentNullException.ThrowIfNull(mappings);
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
        int number = _payloads.NumberOf(payload);
        Utf8JsonWriter json = Moment("hop");
        hop.WriteTo(json);
        json.WriteNumberValue(number);
        json.WriteNumberValue(payload.Length);
        Close();
    }

    /// <summary>A line of the canonical event trace that no hop tells.</summary>
    /// <param name="line">One JSON object.</param>
    public void Line(string line)
    {
        Moment("line").WriteRawValue(line, skipInputValidation: true);
        Close();
    }

    /// <summary>All records, in JSON; the writer is done with.</summary>
    /// <returns>An array of records, whose first member is their sequence number; the order is not that of the numbers.</returns>
    public ReadOnlyMemory<byte> ToJson()
    {
        if (_left > 0)
        {
            Fact("left out", json => json.WriteNumberValue(_left));
        }

        Fact("payloads", _payloads.WriteTo);
        return RecordBuffer.Join(_facts, _head, _before, _tail);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _facts.Dispose();
        _head.Dispose();
        _before.Dispose();
        _tail.Dispose();
    }

    private void Fact(string kind, Action<Utf8JsonWriter> write)
    {
        if (_facts.Count < MostFacts || kind is "payloads" or "left out")
        {
            write(_facts.Begin(_sequence++, kind));
            _facts.End();
        }
    }

    private Utf8JsonWriter Moment(string kind)
    {
        if (_head.Count < LongestHead)
        {
            return _head.Begin(_sequence++, kind);
        }

        if (_tail.Count == LongestTail)
        {
            _left += _before.Count;
            (_before, _tail) = (_tail, _before);
            _tail.Clear();
        }

        return _tail.Begin(_sequence++, kind);
    }

    private void Close() => (_tail.IsOpen ? _tail : _head).End();
}
