using JumpingVpn.Cli.Stun;
using JumpingVpn.Datagrams;
using JumpingVpn.Sockets;

namespace JumpingVpn.Cli.NatCheck;

/// <summary>A socket inside, on its own port.</summary>
internal sealed class StunSocket : IDatagramReceiver, IDisposable
{
    private readonly UdpDatagramChannel _channel;
    private readonly Action<StunReply> _heard;

    /// <summary>Binds it to any free port.</summary>
    /// <param name="local">The address; its port is ignored.</param>
    /// <param name="loop">Receives.</param>
    /// <param name="heard">Is told of each Binding message, on the loop's thread.</param>
    /// <param name="refused">Is told of each destination that refuses, likewise.</param>
    /// <exception cref="IOException">The address cannot be bound; the message is a sentence.</exception>
    public StunSocket(in TransportAddress local, SocketLoop loop, Action<StunReply> heard, Action<TransportAddress> refused)
    {
        var options = new UdpChannelOptions { Loop = loop, OnRefused = refused };
        _channel = UdpDatagramChannel.TryBind(local.WithPort(0), options, out UdpDatagramChannel? channel, out BindError? error)
            ? channel
            : throw new IOException(error.Message);
        _heard = heard;
        _channel.Start(this);
    }

    /// <summary>Where it is bound.</summary>
    public TransportAddress Address => _channel.LocalAddress;

    /// <summary>Sends a message; what the system does not take is lost, as on the way.</summary>
    public void Send(StunMessage message, in TransportAddress destination)
    {
        Span<byte> buffer = stackalloc byte[StunWriter.MaxBytes];
        int length = StunWriter.Write(message, buffer);
        _channel.Send(buffer[..length], destination);
    }

    /// <inheritdoc/>
    public void OnDatagram(ReadOnlySpan<byte> datagram, in TransportAddress source)
    {
        if (StunReader.Read(datagram) is { } message)
        {
            _heard(new StunReply(message, source, this));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _ = _channel.DisposeAsync().AsTask(); // nobody waits for what it hears last
}
