using JumpingVpn.Datagrams;

namespace JumpingVpn.Sockets;

/// <summary>One endpoint in a <see cref="SocketLoop"/>.</summary>
internal sealed class LoopedReceiveMode(SocketLoop loop, UdpEndpoint endpoint) : IReceiveMode
{
    private IDatagramReceiver? _receiver;
    private volatile bool _receiving;

    /// <summary>Its number in the loop.</summary>
    public int Number { get; set; }

    public UdpEndpoint Endpoint => endpoint;

    // What is no longer in the kernel was taken while the flag was set, so the order of the two questions matters.
    public bool HasBacklog => endpoint.IsReadable(TimeSpan.Zero) || _receiving;

    public void Start(IDatagramReceiver receiver)
    {
        _receiver = receiver;
        loop.Add(this);
    }

    public void OnSent(int length, in TransportAddress destination) { }

    public ValueTask StopAsync() => _receiver is null ? ValueTask.CompletedTask : loop.RemoveAsync(this);

    /// <summary>Delivers what waits.</summary>
    /// <param name="buffer">Room for any datagram.</param>
    /// <param name="most">The most datagrams.</param>
    public void Deliver(Span<byte> buffer, int most)
    {
        _receiving = true;
        int left = most;
        ReceiveOutcome outcome = ReceiveOutcome.Datagram;
        while (left > 0)
        {
            outcome = endpoint.TryReceive(buffer, out int length, out TransportAddress source, out TimeSpan waited);
            if (outcome != ReceiveOutcome.Datagram)
            {
                break;
            }

            left--;
            _receiver!.OnDatagram(buffer[..length], source, waited);
        }

        if (left == most || outcome == ReceiveOutcome.Disturbed)
        {
            endpoint.TellRefusals(); // a socket that is ready, and has no datagram, has an error
        }

        _receiving = false;
    }
}
