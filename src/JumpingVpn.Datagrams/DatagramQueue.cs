using System.Threading.Channels;

namespace JumpingVpn.Datagrams;

/// <summary>
/// Turns the pushed datagrams of a channel into pulled ones: a bounded queue in front of <see cref="ReceiveAsync"/>. When it is full the
/// newest datagram is dropped and counted, as a kernel's receive buffer does.
/// </summary>
/// <remarks>Thread rule: one carrier pushes; any number of readers may wait, each datagram goes to one of them.</remarks>
public sealed class DatagramQueue : IDatagramReceiver
{
    private readonly Channel<DatagramReceived> _queue;
    private long _dropped;

    /// <summary>Creates an empty queue.</summary>
    /// <param name="capacity">The most datagrams held at once, at least 1.</param>
    public DatagramQueue(int capacity = 64)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _queue = Channel.CreateBounded<DatagramReceived>(
            new BoundedChannelOptions(capacity) { FullMode = BoundedChannelFullMode.DropWrite },
            _ => Interlocked.Increment(ref _dropped)
        );
    }

    /// <summary>How many datagrams were dropped because the queue was full.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>How many datagrams wait to be read.</summary>
    public int Count => _queue.Reader.Count;

    /// <inheritdoc/>
    public void OnDatagram(ReadOnlySpan<byte> datagram, in TransportAddress source) =>
        _queue.Writer.TryWrite(new DatagramReceived(datagram.ToArray(), source));

    /// <summary>Takes the oldest datagram without waiting.</summary>
    public bool TryReceive(out DatagramReceived datagram) => _queue.Reader.TryRead(out datagram);

    /// <summary>Waits for the next datagram. A cancelled wait takes nothing from the queue.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    public ValueTask<DatagramReceived> ReceiveAsync(CancellationToken cancellationToken = default) =>
        _queue.Reader.ReadAsync(cancellationToken);
}
