using JumpingVpn.Datagrams;
using JumpingVpn.Network.Ledger;

namespace JumpingVpn.Lab.Wire;

/// <summary>Everything that happened to datagrams in one scene, in order, and the captures that attackers took.</summary>
internal sealed class WireLog(ILab lab, LabTrace trace) : ILabObserver
{
    // How many records back the same datagram is looked for.
    private const int Reach = 16;

    private readonly List<WireRecord> _records = [];
    private readonly List<OverheardDatagram> _captures = [];

    /// <summary>Called after each record; null for nobody.</summary>
    public Action<WireRecord>? Recorded { get; set; }

    /// <summary>Called with what the public network carries, after it was kept; null for nobody.</summary>
    public Action<OverheardDatagram>? Overheard { get; set; }

    /// <summary>All records, oldest first.</summary>
    public IReadOnlyList<WireRecord> Records => _records;

    /// <summary>What the public network carried, oldest first.</summary>
    public IReadOnlyList<OverheardDatagram> Captures => _captures;

    public void OnSent(string host, ReadOnlySpan<byte> datagram, in TransportAddress source, in TransportAddress destination) =>
        Add(
            new WireRecord(
                lab.Now,
                WireRecordKind.Sent,
                host,
                lab.NameOf(source),
                lab.NameOf(destination),
                Known(datagram),
                DropReason.None
            )
        );

    public void OnPublic(string? origin, ReadOnlySpan<byte> datagram, in TransportAddress source, in TransportAddress destination)
    {
        var overheard = new OverheardDatagram(origin, Known(datagram).Bytes, source, destination);
        _captures.Add(overheard);
        Overheard?.Invoke(overheard);
    }

    public void OnDelivered(string host, ReadOnlySpan<byte> datagram, in TransportAddress source, in TransportAddress destination) =>
        Add(
            new WireRecord(
                lab.Now,
                WireRecordKind.Delivered,
                host,
                lab.NameOf(source),
                lab.NameOf(destination),
                Known(datagram),
                DropReason.None
            )
        );

    public void OnDropped(string node, ReadOnlySpan<byte> datagram, DropReason reason) =>
        Add(new WireRecord(lab.Now, WireRecordKind.Dropped, node, "", "", Known(datagram), reason));

    /// <summary>The refusals that a host sent, from a record on.</summary>
    public IEnumerable<Refusal> RefusalsBy(string host, int from = 0)
    {
        for (int i = from; i < _records.Count; i++)
        {
            WireRecord record = _records[i];
            if (record.Kind == WireRecordKind.Sent && record.Node == host && record.Type == "ERROR")
            {
                yield return new Refusal(record.Member("code") ?? "?", record.Member("reason"));
            }
        }
    }

    /// <summary>How many messages of a type a host sent or received, from a record on; null counts any type.</summary>
    public int Count(WireRecordKind kind, string host, string? type, int from = 0)
    {
        int count = 0;
        for (int i = from; i < _records.Count; i++)
        {
            WireRecord record = _records[i];
            count += record.Kind == kind && record.Node == host && (type is null || record.Type == type) ? 1 : 0;
        }

        return count;
    }

    /// <summary>A datagram comes by again and again, where it is sent and where it is delivered: it is copied and read once.</summary>
    private WireDatagram Known(ReadOnlySpan<byte> datagram)
    {
        for (int i = _records.Count - 1; i >= Math.Max(0, _records.Count - Reach); i--)
        {
            if (datagram.SequenceEqual(_records[i].Bytes))
            {
                return _records[i].Datagram;
            }
        }

        return new WireDatagram(datagram.ToArray());
    }

    private void Add(WireRecord record)
    {
        _records.Add(record);
        trace.Write(record);
        Recorded?.Invoke(record);
    }
}
