using JumpingVpn.Datagrams;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Simulation;
using JumpingVpn.Sockets;

namespace JumpingVpn.Lab.Udp;

/// <summary>A host's channel over a real socket, whose traffic enters the lab's books.</summary>
internal sealed class UdpLabChannel : IDatagramChannel, IDatagramReceiver
{
    private readonly UdpLab _lab;
    private readonly UdpLabBooks _books;
    private readonly UdpLabHost _host;
    private readonly UdpDatagramChannel _channel;
    private IDatagramReceiver? _receiver;
    private int _queued;
    private bool _isOpen = true;

    public UdpLabChannel(UdpLab lab, UdpLabBooks books, UdpLabHost host, UdpDatagramChannel channel)
    {
        _lab = lab;
        _books = books;
        _host = host;
        _channel = channel;
        books.Opened(channel.LocalAddress, host.Machine.Name);
        host.Machine.Add(this);
    }

    public TransportAddress LocalAddress => _channel.LocalAddress;

    public int MaxDatagramSize => _channel.MaxDatagramSize;

    /// <summary>True once its host has crashed and lost it.</summary>
    public bool IsDead { get; private set; }

    public SendResult Send(ReadOnlySpan<byte> datagram, in TransportAddress destination)
    {
        _lab.Observer?.OnSent(_host.Machine.Name, datagram, LocalAddress, destination);
        if (IsDead || _host.Machine.Life.State != HostState.Running || !_host.IsAttached || !LocalAddress.SameHost(_host.Address))
        {
            return IsDead ? SendResult.Closed : SendResult.Unreachable;
        }

        TransportAddress way = _lab.WayFrom(_host, destination);
        bool isPublic = _host.SendsTo(way);
        SendResult result = _channel.Send(datagram, way);
        if (result == SendResult.Sent)
        {
            _books.Ledger.RecordHandedOver();
            _books.Hops?.Sent(_host.Name, LocalAddress, _host.RemoteBehind(way), way, datagram);
            if (isPublic)
            {
                _lab.Observer?.OnPublic(_host.Machine.Name, datagram, LocalAddress, destination);
            }

            _lab.CloseIfNobodyListens(way, datagram);
        }

        return result;
    }

    public void Start(IDatagramReceiver receiver)
    {
        ObjectDisposedException.ThrowIf(IsDead, this);
        _receiver = receiver;
        _channel.Start(this);
    }

    public void OnDatagram(ReadOnlySpan<byte> datagram, in TransportAddress source)
    {
        long number = _books.Hops?.Arrived(LocalAddress, datagram) ?? 0;
        if (_books.NetworkWithout(LocalAddress) is { } network)
        {
            Drop(number, network, datagram, source, DropReason.NoRoute);
        }
        else if (WhyNot(source) is var reason and not DropReason.None)
        {
            Drop(number, _host.Name, datagram, source, reason);
        }
        else if (_host.Machine.Life.Queues)
        {
            Queue(number, datagram.ToArray(), source);
        }
        else
        {
            Deliver(number, datagram, source);
        }
    }

    /// <summary>Loses the channel with its host. The socket stays bound until <see cref="Bury"/>, and drops what it hears.</summary>
    public void Die() => IsDead = true;

    /// <summary>Closes the socket of a dead channel.</summary>
    public void Bury()
    {
        if (IsDead)
        {
            Scenes.Completed.Require(Close());
        }
    }

    public ValueTask DisposeAsync()
    {
        if (IsDead && _host.Machine.Life.State == HostState.Down)
        {
            return ValueTask.CompletedTask;
        }

        return Close();
    }

    private ValueTask Close()
    {
        _isOpen = false;
        _books.Closed(LocalAddress);
        return _channel.DisposeAsync();
    }

    private DropReason WhyNot(in TransportAddress source) =>
        _lab.IsCut(_host, source) ? DropReason.Partition
        : _host.Machine.Life.State == HostState.Down ? DropReason.HostDown
        : !_host.IsAttached ? DropReason.InterfaceDown
        : DropReason.None;

    /// <summary>Keeps a datagram for a frozen host, as a socket's receive buffer does.</summary>
    private void Queue(long number, byte[] datagram, TransportAddress source)
    {
        UdpLabMachine machine = _host.Machine;
        if (_queued >= machine.ReceiveQueueLimit)
        {
            Drop(number, _host.Name, datagram, source, DropReason.ReceiveQueueFull);
            return;
        }

        _queued++;
        machine.Life.Clock.Postpone(() =>
        {
            _queued--;
            DropReason reason =
                WhyNot(source) is var why and not DropReason.None ? why
                : _isOpen ? DropReason.None
                : DropReason.ClosedPort;
            if (reason == DropReason.None)
            {
                Deliver(number, datagram, source);
            }
            else
            {
                Drop(number, _host.Name, datagram, source, reason);
            }
        });
    }

    private void Drop(long number, string where, ReadOnlySpan<byte> datagram, in TransportAddress source, DropReason reason)
    {
        _books.Hops?.Tell(HopKind.Dropped, number, where, _host.RemoteBehind(source), LocalAddress, datagram, drop: reason);
        _lab.RecordDrop(where, datagram, reason);
    }

    private void Deliver(long number, ReadOnlySpan<byte> datagram, in TransportAddress source)
    {
        TransportAddress shown = _lab.SourceAt(_host, source);
        _books.Ledger.RecordDelivered();
        _books.Hops?.Tell(HopKind.Delivered, number, _host.Name, _host.RemoteBehind(source), LocalAddress, datagram);
        _lab.Observer?.OnDelivered(_host.Machine.Name, datagram, _lab.Seen(_host, source), LocalAddress);
        _receiver!.OnDatagram(datagram, shown);
    }
}
