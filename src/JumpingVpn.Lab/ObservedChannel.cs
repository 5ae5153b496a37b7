using JumpingVpn.Datagrams;

namespace JumpingVpn.Lab;

/// <summary>A channel of a host that shows the lab's observer what the host sends and receives.</summary>
internal sealed class ObservedChannel(ILab lab, string host, IDatagramChannel channel) : IDatagramChannel, IDatagramReceiver
{
    private IDatagramReceiver? _receiver;

    public TransportAddress LocalAddress => channel.LocalAddress;

    public int MaxDatagramSize => channel.MaxDatagramSize;

    public bool HasBacklog => channel.HasBacklog;

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

    public void OnDatagram(ReadOnlySpan<byte> datagram, in TransportAddress source) => OnDatagram(datagram, source, TimeSpan.Zero);

    public void OnDatagram(ReadOnlySpan<byte> datagram, in TransportAddress source, TimeSpan waited)
    {
        lab.Observer?.OnDelivered(host, datagram, source, LocalAddress);
        _receiver!.OnDatagram(datagram, source, waited);
    }

    public ValueTask DisposeAsync() => channel.DisposeAsync();
}
