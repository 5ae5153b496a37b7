using System.Diagnostics.CodeAnalysis;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Sockets.Nat;

/// <summary>The inside of a NAT: one socket for each remote, from which hosts inside hear it and to which they send for it.</summary>
internal sealed class InsidePorts
{
    private readonly OrderedDictionary<TransportAddress, Front> _byRemote = [];
    private readonly Dictionary<TransportAddress, TransportAddress> _remoteByVia = [];
    private readonly Queue<TransportAddress> _strangers = new();
    private readonly SocketOpener _opener;
    private readonly TransportAddress _anyPort;
    private readonly int _maxStrangers;

    public InsidePorts(SocketOpener opener, UdpNatOptions options)
    {
        _opener = opener;
        _anyPort = options.InsideAddress.WithPort(0);
        _maxStrangers = options.MaxStrangers;
    }

    public bool TryAdd(NatForward forward, out TransportAddress insideAddress, [NotNullWhen(false)] out BindError? error)
    {
        TransportAddress via = forward.Via ?? forward.Remote;
        if (_byRemote.ContainsKey(forward.Remote) || _remoteByVia.ContainsKey(via))
        {
            throw new ArgumentException($"The NAT fronts {forward.Remote} or sends to {via} already; every remote is added once.");
        }

        bool opened = _opener.TryOpen(forward.Bind ?? _anyPort, forward.Remote, out NatSocket? socket, out error);
        if (opened)
        {
            _byRemote.Add(forward.Remote, new Front(socket!, via));
            _remoteByVia.Add(via, forward.Remote);
        }

        insideAddress = socket?.LocalAddress ?? default;
        return opened;
    }

    /// <summary>The remote whose datagrams come from this real address.</summary>
    public TransportAddress RemoteAt(in TransportAddress source) => _remoteByVia.GetValueOrDefault(source, source);

    /// <summary>The real address to send to for a remote.</summary>
    public TransportAddress Via(in TransportAddress remote) => _byRemote.TryGetValue(remote, out Front front) ? front.Via : remote;

    /// <summary>Where hosts inside send for a remote, added or stranger; null if nothing speaks for it.</summary>
    public TransportAddress? InsideOf(in TransportAddress remote) =>
        _byRemote.TryGetValue(remote, out Front front) ? front.Socket.LocalAddress : null;

    /// <summary>The remote for which a socket on the inside speaks; null if there is no such socket.</summary>
    public TransportAddress? RemoteBehind(in TransportAddress insideAddress)
    {
        foreach ((TransportAddress remote, Front front) in _byRemote)
        {
            if (front.Socket.LocalAddress == insideAddress)
            {
                return remote;
            }
        }

        return null;
    }

    /// <summary>The socket that speaks for a remote, opened now where the remote is a stranger; null if none can be opened.</summary>
    public NatSocket? SpeakingFor(in TransportAddress remote)
    {
        if (_byRemote.TryGetValue(remote, out Front front))
        {
            return front.Socket;
        }

        if (_strangers.Count == _maxStrangers && _byRemote.Remove(_strangers.Dequeue(), out Front oldest))
        {
            _opener.Close(oldest.Socket);
        }

        if (_opener.TryOpen(_anyPort, remote, out NatSocket? socket, out _))
        {
            _byRemote.Add(remote, new Front(socket, remote));
            _strangers.Enqueue(remote);
        }

        return socket;
    }

    public void CloseAll()
    {
        foreach (Front front in _byRemote.Values)
        {
            _opener.Close(front.Socket);
        }
    }

    private readonly record struct Front(NatSocket Socket, TransportAddress Via);
}
