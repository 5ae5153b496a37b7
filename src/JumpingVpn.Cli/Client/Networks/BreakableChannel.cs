using System.Diagnostics.CodeAnalysis;
using JumpingVpn.Cli.Refusals;
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
    private readonly RefusalWatch _refusals;
    private UdpDatagramChannel _socket;
    private IDatagramReceiver? _receiver;
    private bool _dead;

    private BreakableChannel(UdpDatagramChannel first, Func<bool> isDown, RefusalWatch refusals)
    {
        _socket = first;
        _isDown = isDown;
        _refusals = refusals;
    }

    /// <inheritdoc/>
    public TransportAddress LocalAddress => _socket.LocalAddress;

    /// <inheritdoc/>
    public int MaxDatagramSize => _socket.MaxDatagramSize;

    /// <inheritdoc/>
    public bool HasBacklog => _socket.HasBacklog;

    /// <summary>Opens a channel.</summary>
    /// <param name="local">Where its first socket is bound.</param>
    /// <param name="isDown">Whether the link loses everything now.</param>
    /// <param name="refusals">Is told where somebody refuses, and where something comes.</param>
    /// <param name="channel">It.</param>
    /// <returns>False where the system gives no socket.</returns>
    public static bool TryOpen(
        in TransportAddress local,
        Func<bool> isDown,
        RefusalWatch refusals,
        [NotNullWhen(true)] out BreakableChannel? channel
    )
    {
        channel = TryBind(local, isDown, refusals, out UdpDatagramChannel? socket) ? new BreakableChannel(socket, isDown, refusals) : null;
        return channel is not null;
    }

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
            _refusals.OnAnswer();
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
            if (_dead || !TryBind(_socket.LocalAddress.WithPort(0), _isDown, _refusals, out UdpDatagramChannel? other))
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

    private static bool TryBind(
        in TransportAddress local,
        Func<bool> isDown,
        RefusalWatch refusals,
        [NotNullWhen(true)] out UdpDatagramChannel? socket
    )
    {
        Action<TransportAddress> refused = destination =>
        {
            if (!isDown()) // else nothing comes, refusals neither
            {
                refusals.OnRefused(destination);
            }
        };
        return UdpDatagramChannel.TryBind(local, new UdpChannelOptions { OnRefused = refused }, out socket, out _);
    }
}
