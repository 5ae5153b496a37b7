using JumpingVpn.Datagrams;

namespace JumpingVpn.TestSupport;

/// <summary>Does what the test says with each datagram, then keeps it.</summary>
public sealed class ActingReceiver : CollectingReceiver
{
    private readonly Action<DatagramReceived> _act;

    /// <summary>Creates a receiver that calls <paramref name="act"/> before it counts a datagram as received.</summary>
    public ActingReceiver(Action<DatagramReceived> act, Arrivals? arrivals = null)
        : base(arrivals) => _act = act;

    /// <inheritdoc/>
    public override void OnDatagram(ReadOnlySpan<byte> datagram, in TransportAddress source)
    {
        _act(new DatagramReceived(datagram.ToArray(), source));
        base.OnDatagram(datagram, source);
    }
}
