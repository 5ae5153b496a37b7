using JumpingVpn.Datagrams;

namespace JumpingVpn.Cli.Forwarding;

/// <summary>
/// The client's flows, without I/O: each local peer (a program's socket) has a number, which the other side answers to. A number is used
/// for one peer and never for another, so that a late answer reaches nobody else.
/// </summary>
/// <param name="limits">How many there may be, and for how long.</param>
internal sealed class PeerFlows(ForwardLimits limits)
{
    private readonly Dictionary<TransportAddress, LinkedListNode<Entry>> _byPeer = [];
    private readonly Dictionary<uint, LinkedListNode<Entry>> _byFlow = [];
    private readonly LinkedList<Entry> _byUse = []; // the one that was idle longest first
    private uint _latest;

    /// <summary>How many there are, those included whose time is up.</summary>
    public int Count => _byUse.Count;

    /// <summary>The flow of a peer, a new one where it has none. The one that was idle longest gives way where there are too
    /// many.</summary>
    public uint FlowOf(in TransportAddress peer, TimeSpan now)
    {
        DropIdle(now);
        if (_byPeer.TryGetValue(peer, out LinkedListNode<Entry>? known))
        {
            Touch(known, now);
            return known.Value.Flow;
        }

        if (_byUse.Count >= limits.FlowsPerSession)
        {
            Remove(_byUse.First!);
        }

        _latest = _latest == uint.MaxValue ? 1 : _latest + 1;
        LinkedListNode<Entry> added = _byUse.AddLast(new Entry(peer, _latest, now));
        _byPeer.Add(peer, added);
        _byFlow[_latest] = added;
        return _latest;
    }

    /// <summary>The peer that an answer is for; false if there is none, or no more.</summary>
    public bool TryPeerOf(uint flow, TimeSpan now, out TransportAddress peer)
    {
        DropIdle(now);
        peer = default;
        if (!_byFlow.TryGetValue(flow, out LinkedListNode<Entry>? known))
        {
            return false;
        }

        peer = known.Value.Peer;
        Touch(known, now);
        return true;
    }

    private void Touch(LinkedListNode<Entry> node, TimeSpan now)
    {
        _byUse.Remove(node);
        node.Value = node.Value with { UsedAt = now };
        _byUse.AddLast(node);
    }

    private void DropIdle(TimeSpan now)
    {
        while (_byUse.First is { } idlest && now - idlest.Value.UsedAt >= limits.FlowIdle)
        {
            Remove(idlest);
        }
    }

    private void Remove(LinkedListNode<Entry> node)
    {
        _byUse.Remove(node);
        _byPeer.Remove(node.Value.Peer);
        _byFlow.Remove(node.Value.Flow);
    }

    private readonly record struct Entry(TransportAddress Peer, uint Flow, TimeSpan UsedAt);
}
