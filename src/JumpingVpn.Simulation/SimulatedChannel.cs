using JumpingVpn.Datagrams;
using JumpingVpn.Simulation.Topology;

namespace JumpingVpn.Simulation;

/// <summary>A datagram endpoint on a simulated host. Sending and receiving take no time of their own; links do.</summary>
/// <remarks>
/// Datagrams that arrive before <see cref="Start"/> are dropped as for a closed port. Thread rule: unlike other carriers, the
/// simulation's thread only; another one is a <see cref="Scheduling.DeterminismViolationException"/>.
/// </remarks>
public sealed class SimulatedChannel : IDatagramChannel, IDisposable
{
    private static readonly TransportAddress Everybody = TransportAddress.FromIPv4(255, 255, 255, 255, 0);

    private readonly Fabric _fabric;
    private readonly SimulatedInterface _host;
    private readonly Pipe _uplink;
    private readonly int _origin;
    private readonly bool _isIPv4;
    private IDatagramReceiver? _receiver;
    private bool _closed;

    internal SimulatedChannel(Fabric fabric, SimulatedInterface host, in TransportAddress localAddress)
    {
        _fabric = fabric;
        _host = host;
        _uplink = host.Link.UpPipe;
        _origin = host.Number;
        LocalAddress = localAddress;
        _isIPv4 = localAddress.IsIPv4;
    }

    /// <inheritdoc/>
    public TransportAddress LocalAddress { get; }

    /// <inheritdoc/>
    public int MaxDatagramSize => UdpLimits.LongestPayload;

    internal bool IsReceiving => _receiver is not null;

    /// <summary>How many datagrams wait here for a host that is paused.</summary>
    internal int Queued { get; set; }

    /// <inheritdoc/>
    public SendResult Send(ReadOnlySpan<byte> datagram, in TransportAddress destination)
    {
        _fabric.Loop.AssertThread();
        if (_closed)
        {
            return SendResult.Closed;
        }

        if (datagram.Length > UdpLimits.LongestPayload)
        {
            return SendResult.TooLarge;
        }

        // A socket of one family has no way to an address of the other (RFC 3493 section 3.7), none has a way to port 0, and to everybody
        // sends only who has asked for it (SO_BROADCAST), which a channel never does.
        if (destination.IsIPv4 != _isIPv4 || destination.Port == 0 || destination.SameHost(Everybody))
        {
            return SendResult.Unreachable;
        }

        if (_uplink.ChecksSends && _host.Check(datagram.Length, LocalAddress, destination) is var refused and not SendResult.Sent)
        {
            return refused;
        }

        int packet = _fabric.Packets.Rent(datagram, LocalAddress, destination, _origin);
        _fabric.Ledger.RecordHandedOver();
        if (_fabric.HasTaps)
        {
            _fabric.Tap(packet, HopKind.Sent, _host.Name);
        }

        bool nested = _fabric.InSend;
        _fabric.InSend = true;
        if (destination.SameHost(LocalAddress))
        {
            _host.Arrive(packet);
        }
        else
        {
            _uplink.Enter(packet);
        }

        _fabric.InSend = nested;
        return SendResult.Sent;
    }

    /// <inheritdoc/>
    public void Start(IDatagramReceiver receiver)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        ObjectDisposedException.ThrowIf(_closed, this);
        if (_receiver is not null)
        {
            throw new InvalidOperationException($"The channel {LocalAddress} was started already: a channel has one receiver.");
        }

        _receiver = receiver;
    }

    /// <summary>Closes the endpoint and frees its port at once; idempotent.</summary>
    public void Dispose()
    {
        _fabric.Loop.AssertThread();
        if (!_closed)
        {
            _closed = true;
            _receiver = null;
            _host.Release(LocalAddress);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    internal void Receive(int packet)
    {
        // By value: the receiver may send, and sending may move the slots.
        TransportAddress source = _fabric.Packets[packet].Source;
        try
        {
            _receiver!.OnDatagram(_fabric.Packets.Payload(packet), source);
        }
        finally
        {
            _fabric.Packets.Return(packet);
        }
    }
}
