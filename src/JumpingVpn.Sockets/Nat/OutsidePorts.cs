using JumpingVpn.Datagrams;

namespace JumpingVpn.Sockets.Nat;

/// <summary>The outside of a NAT: one socket for each external endpoint, opened when a datagram first leaves from it.</summary>
/// <remarks>A socket whose mapping is gone is retired: kept bound for a while, then closed, the oldest first.</remarks>
internal sealed class OutsidePorts
{
    /// <summary>Sockets that may be opened between two looks for expired mappings, beyond as many as were live at the last look.</summary>
    private const int SweepSlack = 16;

    private readonly OrderedDictionary<TransportAddress, NatSocket> _open = [];
    private readonly OrderedDictionary<TransportAddress, NatSocket> _retired = [];
    private readonly SocketOpener _opener;
    private readonly TransportAddress? _bindAddress;
    private readonly int _maxRetired;
    private int _sweepAt = SweepSlack;

    public OutsidePorts(SocketOpener opener, UdpNatOptions options)
    {
        _opener = opener;
        _bindAddress = options.OutsideBindAddress?.WithPort(0);
        _maxRetired = options.MaxRetiredSockets;
    }

    /// <summary>True when so many sockets are open that those of expired mappings should be retired.</summary>
    public bool WantsSweep => _open.Count >= _sweepAt;

    public NatSocket? Find(in TransportAddress external) => _open.GetValueOrDefault(external) ?? _retired.GetValueOrDefault(external);

    /// <summary>The socket of an external endpoint in use, opened where there is none; null where none can be opened.</summary>
    public NatSocket? Use(in TransportAddress external)
    {
        if (_open.TryGetValue(external, out NatSocket? socket))
        {
            return socket;
        }

        if (_retired.Remove(external, out socket) || TryOpen(external, out socket))
        {
            _open.Add(external, socket!);
        }

        return socket;
    }

    public void Retire(in TransportAddress external)
    {
        if (_open.Remove(external, out NatSocket? socket))
        {
            _retired.Add(external, socket);
        }

        while (_retired.Count > _maxRetired)
        {
            _opener.Close(_retired.GetAt(0).Value);
            _retired.RemoveAt(0);
        }
    }

    /// <summary>Retires every socket whose endpoint is not in use.</summary>
    public void RetireAllBut(IEnumerable<TransportAddress> inUse, Predicate<TransportAddress> isForwarded)
    {
        HashSet<TransportAddress> live = [.. inUse];
        foreach (TransportAddress external in _open.Keys.Where(external => !live.Contains(external) && !isForwarded(external)).ToArray())
        {
            Retire(external);
        }

        _sweepAt = (2 * _open.Count) + SweepSlack;
    }

    public void CloseAll()
    {
        foreach (NatSocket socket in _open.Values.Concat(_retired.Values))
        {
            _opener.Close(socket);
        }
    }

    private bool TryOpen(in TransportAddress external, out NatSocket? socket)
    {
        TransportAddress preferred = _bindAddress ?? external;
        return _opener.TryOpen(preferred, external, out socket, out _)
            || (preferred.Port != 0 && _opener.TryOpen(preferred.WithPort(0), external, out socket, out _));
    }
}
