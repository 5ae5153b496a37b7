using JumpingVpn.Datagrams;
using JumpingVpn.Sockets;

namespace JumpingVpn.Cli.Client.Networks;

/// <summary>
/// A channel over a real socket that can be broken on purpose: the socket dies, gets another port behind its owner's back as behind a NAT
/// that rebinds, or the link loses everything.
/// </summary>
/// <remarks>Thread rule: all members from any thread.</remarks>
internal sealed class BreakableChannel : IDatagramChannel, IDatagramReceiver
{
    private readonly Lock _gate = new();
    private readonly Func<bool> _isDown;
    private UdpDatagramChannel _socket;
    private IDatagramReceiver? _receiver;
    private bool _dead;

    private BreakableChannel(UdpDatagramChannel first, Func<bool> isDown)
    {
        _socket = first;
        _isDown = isDown;
    }

    /// <inheritdoc/>
    public TransportAddress LocalAddress => _socket.LocalAddress;

    /// <inheritdoc/>
    public int MaxDatagramSize => _socket.MaxDatagramSize;

    /// <inheritdoc/>
    public bool HasBacklog => _socket.HasBacklog;

    /// <summary>A channel over a socket, which its owner disposes with it.</summary>
    /// <param name="first">The socket to begin with.</param>
    /// <param name="isDown">Whether the link loses everything now.</param>
    public static BreakableChannel Over(UdpDatagramChannel first, Func<bool> isDown) => new(first, isDown);

    /// <inheritdoc/>
    /// <remarks>A dead one says <see cref="SendResult.Unreachable"/>, as one whose interface is gone: then another is opened.</remarks>
    public SendResult Send(ReadOnlySpan<byte> datagram, in TransportAddress destination)
    {
        if (Volatile.Read(ref _dead))
        {
            return SendResult.Unreachable;
        }

        return _isDown() ? SendResult.Sent : Volatile.Read(ref _socket).Send(datagram, destination);
    }

    /// <inheritdoc/>
    public void Start(IDatagramReceiver receiver)
    {
        lock (_gate)
        {
            _receiver = receiver;
            _socket.Start(this);
        }
    }

    /// <inheritdoc/>
    public void OnDatagram(ReadOnlySpan<byte> datagram, in TransportAddress source) => OnDatagram(datagram, source, TimeSpan.Zero);

    /// <inheritdoc/>
    public void OnDatagram(ReadOnlySpan<byte> datagram, in TransportAddress source, TimeSpan waited)
    {
        if (!_isDown())
        {
            _receiver!.OnDatagram(datagram, source, waited);
        }
    }

    /// <summary>Closes the socket; its owner learns of it when it sends.</summary>
    /// <returns>The address that it had.</returns>
    public TransportAddress Kill()
    {
        lock (_gate)
        {
            TransportAddress had = _socket.LocalAddress;
            _dead = true;
            _ = _socket.DisposeAsync().AsTask(); // nobody waits for the thread of a dead socket
            return had;
        }
    }

    /// <summary>Goes on from another port of the same address, and tells nobody.</summary>
    /// <returns>False if the system gives no port, or the socket is dead.</returns>
    public bool TryRebind()
    {
        lock (_gate)
        {
            if (_dead || !UdpDatagramChannel.TryBind(_socket.LocalAddress.WithPort(0), null, out UdpDatagramChannel? other, out _))
            {
                return false;
            }

            UdpDatagramChannel former = _socket;
            Volatile.Write(ref _socket, other);
            if (_receiver is not null)
            {
                other.Start(this);
            }

            _ = former.DisposeAsync().AsTask();
            return true;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _dead = true;
            return _socket.DisposeAsync();
        }
    }
}
