using System.Buffers.Binary;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Simulation.Certification;

/// <summary>A socket of the prober: it sends numbered datagrams and remembers the last one it heard.</summary>
internal sealed class ProbeSocket : IDatagramReceiver, IDisposable
{
    private readonly SimulatedChannel _channel;
    private int _heard;

    public ProbeSocket(SimulatedHost host, ushort port)
    {
        _channel = host.OpenChannel(port);
        _channel.Start(this);
    }

    public TransportAddress Address => _channel.LocalAddress;

    /// <summary>Where the last datagram seemed to come from.</summary>
    public TransportAddress Source { get; private set; }

    public bool HasHeard(int number) => _heard == number;

    public void Send(int number, in TransportAddress destination)
    {
        Span<byte> probe = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(probe, number);
        _channel.Send(probe, destination);
    }

    public void OnDatagram(ReadOnlySpan<byte> datagram, in TransportAddress source)
    {
        _heard = datagram.Length == sizeof(int) ? BinaryPrimitives.ReadInt32BigEndian(datagram) : 0;
        Source = source;
    }

    public void Dispose() => _channel.Dispose();
}
