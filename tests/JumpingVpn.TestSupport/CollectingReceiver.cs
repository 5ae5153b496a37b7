using JumpingVpn.Datagrams;

namespace JumpingVpn.TestSupport;

/// <summary>Keeps every datagram it is given, from any thread.</summary>
public class CollectingReceiver : IDatagramReceiver
{
    private readonly Arrivals? _arrivals;
    private readonly List<DatagramReceived> _received = [];

    /// <summary>Creates an empty receiver that pulses <paramref name="arrivals"/> after each datagram.</summary>
    public CollectingReceiver(Arrivals? arrivals = null) => _arrivals = arrivals;

    /// <summary>A copy of what has been received so far, in order.</summary>
    public IReadOnlyList<DatagramReceived> Received
    {
        get
        {
            lock (_received)
            {
                return [.. _received];
            }
        }
    }

    /// <summary>How many datagrams have been received so far.</summary>
    public int Count
    {
        get
        {
            lock (_received)
            {
                return _received.Count;
            }
        }
    }

    /// <inheritdoc/>
    public virtual void OnDatagram(ReadOnlySpan<byte> datagram, in TransportAddress source)
    {
        lock (_received)
        {
            _received.Add(new DatagramReceived(datagram.ToArray(), source));
        }

        _arrivals?.Pulse();
    }
}
