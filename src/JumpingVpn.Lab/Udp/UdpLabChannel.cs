using JumpingVpn.Datagrams;
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

    public UdpLabChannel(UdpLab lab, UdpLabBooks books, UdpLabHost host, UdpDatagramChannel channel)
    {
        _lab = lab;
        _books = books;
        _host = host;
        _channel = channel;
        books.Opened(channel.LocalAddress, host.Name);
    }

    public TransportAddress LocalAddress => _channel.LocalAddress;

    public int MaxDatagramSize => _channel.MaxDatagramSize;

    public SendResult Send(ReadOnlySpan<byte> datagram, in TransportAddress destination)
    {
        bool isPublic = _host.SendsTo(destination);
        _lab.Observer?.OnSent(_host.Name, datagram, LocalAddress, destination);
        SendResult result = _channel.Send(datagram, destination);
        if (result == SendResult.Sent)
        {
            _books.Ledger.RecordHandedOver();
            if (isPublic)
            {
                _lab.Observer?.OnPublic(_host.Name, datagram, LocalAddress, destination);
            }

            _lab.CloseIfNobodyListens(destination, datagram);
        }

        return result;
    }

    public void Start(IDatagramReceiver receiver)
    {
        _receiver = receiver;
        _channel.Start(this);
    }

    public void OnDatagram(ReadOnlySpan<byte> datagram, in TransportAddress source)
    {
        _books.Ledger.RecordDelivered();
        _lab.Observer?.OnDelivered(_host.Name, datagram, _lab.AddressSeen(_host.Name, source), LocalAddress);
        _receiver!.OnDatagram(datagram, source);
    }

    public ValueTask DisposeAsync()
    {
        _books.Closed(LocalAddress);
        return _channel.DisposeAsync();
    }
}
