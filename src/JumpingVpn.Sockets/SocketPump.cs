using JumpingVpn.Datagrams;

namespace JumpingVpn.Sockets;

/// <summary>
/// Receives for any number of channels on its caller's thread, so that real sockets behave like a simulated network: nothing
/// arrives between two calls, and datagrams arrive in the order in which they were sent, whatever sockets they go to.
/// </summary>
/// <remarks>
/// The pump knows every datagram that its channels hand to the kernel and waits for each until it is received or accounted
/// for; see <see cref="Counters"/>. Before a kernel buffer could overflow it moves the content into memory of its own, so a
/// burst between two calls loses nothing. Thread rule: the pump and its channels belong to one thread at a time.
/// </remarks>
public sealed class SocketPump
{
    private readonly SocketPumpOptions _options;
    private readonly Dictionary<TransportAddress, PumpedReceiveMode> _bound = [];
    private readonly Queue<PumpedReceiveMode> _underway = new();
    private readonly byte[] _dispatchBuffer = GC.AllocateUninitializedArray<byte>(UdpEndpoint.ReceiveBufferLength, pinned: true);
    private bool _delivering;
    private long _sent;
    private long _delivered;
    private long _closedPort;
    private long _notStarted;
    private long _lostByKernel;
    private long _foreign;

    /// <summary>Creates a pump without channels; a channel joins by <see cref="UdpChannelOptions.Pump"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public SocketPump(SocketPumpOptions? options = null)
    {
        _options = options ?? new SocketPumpOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.KernelPatience, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.MaxDatagramsPerSettle, 1);
    }

    /// <summary>What happened to every datagram so far.</summary>
    public SocketPumpCounters Counters => new(_sent, _delivered, _closedPort, _notStarted, _lostByKernel, _underway.Count, _foreign);

    /// <summary>Delivers until no datagram is underway, those included that receivers send meanwhile.</summary>
    /// <returns>How many datagrams were delivered.</returns>
    /// <exception cref="InvalidOperationException">Called from inside a receiver, or still not settled after
    /// <see cref="SocketPumpOptions.MaxDatagramsPerSettle"/>.</exception>
    public int Settle()
    {
        int delivered = 0;
        while (DeliverNext())
        {
            if (++delivered > _options.MaxDatagramsPerSettle)
            {
                throw new InvalidOperationException(
                    $"The sockets did not settle within {_options.MaxDatagramsPerSettle} datagrams; "
                        + "do two endpoints answer each other without end?"
                );
            }
        }

        return delivered;
    }

    /// <summary>Delivers the one datagram that was sent first.</summary>
    /// <returns>False when nothing was left to deliver.</returns>
    /// <exception cref="InvalidOperationException">Called from inside a receiver.</exception>
    public bool DeliverNext()
    {
        if (_delivering)
        {
            throw new InvalidOperationException("The pump was called from inside a receiver; receivers are called one at a time.");
        }

        while (_underway.TryDequeue(out PumpedReceiveMode? port))
        {
            if (TryDeliver(port))
            {
                _delivered++;
                return true;
            }
        }

        return false;
    }

    /// <summary>Where datagrams are moved out of the kernel while the dispatch buffer may be in a receiver's hands.</summary>
    internal byte[] MoveBuffer { get; } = GC.AllocateUninitializedArray<byte>(UdpEndpoint.ReceiveBufferLength, pinned: true);

    internal PumpedReceiveMode Register(UdpEndpoint endpoint)
    {
        PumpedReceiveMode port = new(this, endpoint);
        _bound[endpoint.LocalAddress] = port;
        return port;
    }

    internal void OnSent(int length, in TransportAddress destination)
    {
        _sent++;
        if (Find(destination) is not { } port)
        {
            _closedPort++;
            return;
        }

        _underway.Enqueue(port);
        port.OnArriving(length);
    }

    /// <summary>True for the address of a channel that is or was in this pump; a closed one may still be heard.</summary>
    internal bool IsKnown(in TransportAddress source)
    {
        bool known = Find(source) is not null;
        _foreign += known ? 0 : 1;
        return known;
    }

    private bool TryDeliver(PumpedReceiveMode port)
    {
        if (port.IsClosed)
        {
            _closedPort++;
            return false;
        }

        if (!port.TryTake(_dispatchBuffer, _options.KernelPatience, out int length, out TransportAddress source))
        {
            _lostByKernel++;
            return false;
        }

        if (port.Receiver is not { } receiver)
        {
            _notStarted++;
            return false;
        }

        _delivering = true;
        try
        {
            receiver.OnDatagram(_dispatchBuffer.AsSpan(0, length), source);
        }
        finally
        {
            _delivering = false;
        }

        return true;
    }

    private PumpedReceiveMode? Find(in TransportAddress address) =>
        _bound.GetValueOrDefault(address)
        ?? _bound.GetValueOrDefault(TransportAddress.FromIPv4(0, address.Port))
        ?? _bound.GetValueOrDefault(new TransportAddress(UInt128.Zero, address.Port));
}
