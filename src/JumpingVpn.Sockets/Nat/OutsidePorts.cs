using System.Diagnostics.CodeAnalysis;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Sockets.Nat;

/// <summary>The outside of a NAT: one socket for each external endpoint, opened when a datagram first leaves from it.</summary>
/// <remarks>A socket whose mapping is gone is retired: kept bound for a while, then closed, the oldest first. Where there are as many
/// sockets as may be, or as the system gives, the one that was used least lately is given up, and its mapping with it.</remarks>
internal sealed class OutsidePorts
{
    /// <summary>Sockets that may be opened between two looks for expired mappings, beyond as many as were live at the last look.</summary>
    private const int SweepSlack = 16;

    private readonly Dictionary<TransportAddress, NatSocket> _open = [];
    private readonly LinkedList<NatSocket> _byUse = []; // those of forwarded ports are not in it
    private readonly OrderedDictionary<TransportAddress, NatSocket> _retired = [];
    private readonly SocketOpener _opener;
    private readonly Predicate<TransportAddress> _isForwarded;
    private readonly Action<TransportAddress> _givenUp;
    private readonly TransportAddress? _bindAddress;
    private readonly int _maxRetired;
    private readonly int _maxFlows;
    private int _sweepAt = SweepSlack;

    /// <summary>Creates an outside without sockets.</summary>
    /// <param name="opener">Opens them.</param>
    /// <param name="options">Their bounds.</param>
    /// <param name="isForwarded">Whether an external endpoint is forwarded, and so must stay.</param>
    /// <param name="givenUp">Learns of each external endpoint that lost its socket for the sake of another.</param>
    public OutsidePorts(
        SocketOpener opener,
        UdpNatOptions options,
        Predicate<TransportAddress> isForwarded,
        Action<TransportAddress> givenUp
    )
    {
        _opener = opener;
        _isForwarded = isForwarded;
        _givenUp = givenUp;
        _bindAddress = options.OutsideBindAddress?.WithPort(0);
        _maxRetired = options.MaxRetiredSockets;
        _maxFlows = options.MaxFlows;
    }

    /// <summary>True when so many sockets are open that those of expired mappings should be retired.</summary>
    public bool WantsSweep => _open.Count >= _sweepAt;

    public NatSocket? Find(in TransportAddress external) =>
        _open.TryGetValue(external, out NatSocket? socket) ? socket : _retired.GetValueOrDefault(external);

    /// <summary>The socket of an external endpoint in use, opened where there is none; null if none can be opened.</summary>
    public NatSocket? Use(in TransportAddress external)
    {
        if (_open.TryGetValue(external, out NatSocket? socket))
        {
            MarkUsed(socket);
            return socket;
        }

        if (!_retired.Remove(external, out socket) && !TryMakeRoomAndOpen(external, out socket))
        {
            return null;
        }

        _open.Add(external, socket);
        if (!_isForwarded(external))
        {
            _byUse.AddLast(socket.Place);
        }

        return socket;
    }

    public void Retire(in TransportAddress external)
    {
        if (_open.Remove(external, out NatSocket? socket))
        {
            Unlist(socket);
            _retired.Add(external, socket);
        }

        while (_retired.Count > _maxRetired)
        {
            CloseOldestRetired();
        }
    }

    /// <summary>Retires every socket whose endpoint is not in use.</summary>
    public void RetireAllBut(IEnumerable<TransportAddress> inUse)
    {
        HashSet<TransportAddress> live = [.. inUse];
        foreach (TransportAddress external in _open.Keys.Where(external => !live.Contains(external) && !_isForwarded(external)).ToArray())
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

    private void MarkUsed(NatSocket socket)
    {
        if (socket.Place.List is not null && _byUse.Last != socket.Place)
        {
            _byUse.Remove(socket.Place);
            _byUse.AddLast(socket.Place);
        }
    }

    private bool TryMakeRoomAndOpen(in TransportAddress external, [NotNullWhen(true)] out NatSocket? socket)
    {
        while (_open.Count + _retired.Count >= _maxFlows && TryGiveOneUp()) { }

        BindError? error;
        while (!TryOpen(external, out socket, out error))
        {
            if (error.Kind != BindErrorKind.TooManySockets || !TryGiveOneUp())
            {
                return false;
            }
        }

        return true;
    }

    private bool TryGiveOneUp()
    {
        if (_retired.Count > 0)
        {
            CloseOldestRetired();
            return true;
        }

        if (_byUse.First?.Value is not { } oldest)
        {
            return false;
        }

        _open.Remove(oldest.StandsFor);
        Unlist(oldest);
        _opener.Close(oldest);
        _givenUp(oldest.StandsFor);
        return true;
    }

    private void CloseOldestRetired()
    {
        _opener.Close(_retired.GetAt(0).Value);
        _retired.RemoveAt(0);
    }

    private void Unlist(NatSocket socket)
    {
        if (socket.Place.List is not null)
        {
            _byUse.Remove(socket.Place);
        }
    }

    private bool TryOpen(in TransportAddress external, [NotNullWhen(true)] out NatSocket? socket, [NotNullWhen(false)] out BindError? error)
    {
        TransportAddress preferred = _bindAddress ?? external;
        return _opener.TryOpen(preferred, external, out socket, out error)
            || (preferred.Port != 0 && _opener.TryOpen(preferred.WithPort(0), external, out socket, out error));
    }
}
