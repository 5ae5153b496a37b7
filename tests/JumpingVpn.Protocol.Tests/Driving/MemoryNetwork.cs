using JumpingVpn.Datagrams;

namespace JumpingVpn.Protocol.Tests.Driving;

/// <summary>Channels in memory: a datagram waits until the test delivers it, and never arrives from inside a send.</summary>
internal sealed class MemoryNetwork
{
    private readonly Dictionary<TransportAddress, MemoryChannel> _channels = [];
    private readonly Queue<(TransportAddress From, TransportAddress To, byte[] Bytes)> _waiting = new();

    public MemoryChannel Open(TransportAddress address)
    {
        var channel = new MemoryChannel(this, address);
        _channels[address] = channel;
        return channel;
    }

    /// <summary>Takes everything that waits.</summary>
    public IReadOnlyList<(TransportAddress From, TransportAddress To, byte[] Bytes)> TakeAll()
    {
        (TransportAddress From, TransportAddress To, byte[] Bytes)[] all = [.. _waiting];
        _waiting.Clear();
        return all;
    }

    /// <summary>Lets datagrams wait again.</summary>
    public void Hand(IEnumerable<(TransportAddress From, TransportAddress To, byte[] Bytes)> datagrams)
    {
        foreach ((TransportAddress From, TransportAddress To, byte[] Bytes) datagram in datagrams)
        {
            _waiting.Enqueue(datagram);
        }
    }

    /// <summary>Delivers until nothing waits.</summary>
    public void Deliver()
    {
        while (_waiting.TryDequeue(out (TransportAddress From, TransportAddress To, byte[] Bytes) flight))
        {
            if (_channels.TryGetValue(flight.To, out MemoryChannel? channel))
            {
                channel.Hand(flight.Bytes, flight.From);
            }
        }
    }

    internal sealed class MemoryChannel(MemoryNetwork network, TransportAddress address) : IDatagramChannel
    {
        private IDatagramReceiver? _receiver;

        public bool Disposed { get; private set; }

        /// <summary>What becomes of a datagram by its length; null where it arrives.</summary>
        public Func<int, SendResult?> Refuses { get; set; } = static _ => null;

        /// <summary>Which lengths are lost on the way.</summary>
        public Func<int, bool> Loses { get; set; } = static _ => false;

        public bool HasBacklog { get; set; }

        public TransportAddress LocalAddress => address;

        public int MaxDatagramSize => 65_507;

        public SendResult Send(ReadOnlySpan<byte> datagram, in TransportAddress destination)
        {
            if (Disposed)
            {
                return SendResult.Closed;
            }

            if (Refuses(datagram.Length) is { } refused)
            {
                return refused;
            }

            if (!Loses(datagram.Length))
            {
                network._waiting.Enqueue((address, destination, datagram.ToArray()));
            }

            return SendResult.Sent;
        }

        public void Start(IDatagramReceiver receiver) =>
            _receiver = _receiver is null ? receiver : throw new InvalidOperationException("Started twice.");

        public void Hand(byte[] bytes, TransportAddress from, TimeSpan waited = default)
        {
            if (!Disposed)
            {
                _receiver?.OnDatagram(bytes, from, waited);
            }
        }

        public ValueTask DisposeAsync()
        {
            Disposed = true;
            return ValueTask.CompletedTask;
        }
    }
}
