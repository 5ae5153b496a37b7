using JumpingVpn.Datagrams;

namespace JumpingVpn.Lab.Scenes;

/// <summary>A channel that can change its address under the program that has it, as a server's does that its administrator moves.</summary>
/// <param name="channel">The first one; not started.</param>
internal sealed class MovableChannel(IDatagramChannel channel) : IDatagramChannel
{
    private IDatagramChannel _channel = channel;
    private IDatagramReceiver? _receiver;

    public TransportAddress LocalAddress => _channel.LocalAddress;

    public int MaxDatagramSize => _channel.MaxDatagramSize;

    public SendResult Send(ReadOnlySpan<byte> datagram, in TransportAddress destination) => _channel.Send(datagram, destination);

    public void Start(IDatagramReceiver receiver)
    {
        _channel.Start(receiver);
        _receiver = receiver;
    }

    public ValueTask DisposeAsync() => _channel.DisposeAsync();

    /// <summary>Closes the channel, and goes on with the one that is opened then.</summary>
    public void MoveTo(Func<IDatagramChannel> open)
    {
        Completed.Require(_channel.DisposeAsync());
        _channel = open();
        if (_receiver is { } receiver)
        {
            _channel.Start(receiver);
        }
    }
}
