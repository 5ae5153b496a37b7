using JumpingVpn.Datagrams;

namespace JumpingVpn.Sockets.Nat;

/// <summary>One real socket of a <see cref="UdpNat"/> and the endpoint it represents: a remote (inside) or a mapping (outside).</summary>
internal sealed class NatSocket : IDatagramReceiver
{
    private readonly UdpDatagramChannel _channel;
    private readonly Action<NatSocket, ReadOnlySpan<byte>, TransportAddress> _receive;

    public NatSocket(
        UdpDatagramChannel channel,
        in TransportAddress standsFor,
        Action<NatSocket, ReadOnlySpan<byte>, TransportAddress> receive
    )
    {
        _channel = channel;
        _receive = receive;
        StandsFor = standsFor;
        Place = new LinkedListNode<NatSocket>(this);
    }

    /// <summary>Its place among those that were used more or less lately.</summary>
    public LinkedListNode<NatSocket> Place { get; }

    public TransportAddress StandsFor { get; }

    public TransportAddress LocalAddress => _channel.LocalAddress;

    public void Start() => _channel.Start(this);

    public SendResult Send(ReadOnlySpan<byte> datagram, in TransportAddress destination) => _channel.Send(datagram, destination);

    /// <summary>Releases the address at once; the task ends when the receiver is at rest.</summary>
    public Task CloseAsync() => _channel.DisposeAsync().AsTask();

    public void OnDatagram(ReadOnlySpan<byte> datagram, in TransportAddress source) => _receive(this, datagram, source);
}
