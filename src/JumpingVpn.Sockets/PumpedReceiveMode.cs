using JumpingVpn.Datagrams;

namespace JumpingVpn.Sockets;

/// <summary>One endpoint in a <see cref="SocketPump"/>: its receiver, and what was moved out of the kernel ahead of time.</summary>
internal sealed class PumpedReceiveMode : IReceiveMode
{
    /// <summary>The kernel's own memory for a datagram beyond its payload, estimated high: Linux charges below 1 kB.</summary>
    private const int KernelOverheadPerDatagram = 1_536;

    private readonly SocketPump _pump;
    private readonly UdpEndpoint _endpoint;
    private readonly Queue<DatagramReceived> _moved = new();
    private readonly int _kernelShare;
    private int _inKernel;
    private bool _lossy;

    public PumpedReceiveMode(SocketPump pump, UdpEndpoint endpoint)
    {
        _pump = pump;
        _endpoint = endpoint;

        // A quarter, since the kernel's account of a large datagram can be twice its length.
        _kernelShare = endpoint.ReceiveBufferBytes / 4;
    }

    public IDatagramReceiver? Receiver { get; private set; }

    /// <summary>Nothing arrives between two calls of the pump, so its time has nothing to wait for.</summary>
    public bool HasBacklog => false;

    public bool IsClosed => _endpoint.IsClosed;

    public void Start(IDatagramReceiver receiver) => Receiver = receiver;

    public void OnSent(int length, in TransportAddress destination) => _pump.OnSent(length, destination);

    public ValueTask StopAsync()
    {
        Receiver = null;
        _moved.Clear();
        return ValueTask.CompletedTask;
    }

    /// <summary>Learns that the kernel took a datagram for this endpoint.</summary>
    public void OnArriving(int length)
    {
        _inKernel += length + KernelOverheadPerDatagram;
        if (_inKernel > _kernelShare)
        {
            MoveOutOfKernel();
        }
    }

    /// <summary>Takes the oldest datagram, waiting for the kernel at most <paramref name="patience"/>.</summary>
    /// <returns>False when the kernel lost it.</returns>
    public bool TryTake(Span<byte> buffer, TimeSpan patience, out int length, out TransportAddress source)
    {
        if (_moved.TryDequeue(out DatagramReceived moved))
        {
            moved.Payload.Span.CopyTo(buffer);
            (length, source) = (moved.Payload.Length, moved.Source);
            return true;
        }

        // Several datagrams that a full kernel buffer swallowed are waited for once, not once each.
        bool taken = TryReceive(buffer, _lossy ? TimeSpan.Zero : patience, out length, out source);
        _lossy = !taken;
        _inKernel = taken ? Math.Max(0, _inKernel - length - KernelOverheadPerDatagram) : 0;
        return taken;
    }

    private void MoveOutOfKernel()
    {
        _inKernel = 0;
        Span<byte> buffer = _pump.MoveBuffer;
        while (TryReceive(buffer, TimeSpan.Zero, out int length, out TransportAddress source))
        {
            _moved.Enqueue(new DatagramReceived(buffer[..length].ToArray(), source));
        }
    }

    private bool TryReceive(Span<byte> buffer, TimeSpan patience, out int length, out TransportAddress source)
    {
        while (_endpoint.IsReadable(patience))
        {
            if (_endpoint.Receive(buffer, out length, out source, out _) == ReceiveOutcome.Datagram && _pump.IsKnown(source))
            {
                return true;
            }
        }

        length = 0;
        source = default;
        return false;
    }
}
