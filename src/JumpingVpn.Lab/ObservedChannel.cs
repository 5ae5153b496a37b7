using JumpingVpn.Datagrams;

namespace JumpingVpn.Lab;

/// <summary>A channel of a host that shows the lab's observer what the host sends and receives.</summary>
internal sealed class ObservedChannel(ILab lab, string host, IDatagramChannel channel) : IDatagramChannel, IDatagramReceiver
{
    private IDatagramReceiver? _receiver;

    public TransportAddress LocalAddress => channel.LocalAddress;

    public int MaxDatagramSize => channel.MaxDatagramSize;

    public SendResult Send(ReadOnlySpan<byte> datagram, in TransportAddress destination)
    {
        lab.Observer?.OnSent(host, datagram, LocalAddress, destination);
        return channel.Send(datagram, destination);
    }

    public void Start(IDatagramReceiver receiver)
    {
        _receiver = receiver;
        channel.Start(this);
    }

    public void OnDatagram(ReadOnlySpan<byte> datagram, in TransportAddress source)
    {
        lab.Observer?.OnDelivered(host, datagram, source, LocalAddress);
        _receiver!.OnDatagram(datagram, source);
    }

    public ValueTask DisposeAsync() => channel.DisposeAsync();
}
