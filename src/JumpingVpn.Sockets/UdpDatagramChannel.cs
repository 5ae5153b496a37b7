using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Sockets;

/// <summary>A datagram channel over a real UDP socket.</summary>
/// <remarks>
/// <para>IPv4 and IPv6; bound to <c>[::]</c> it serves both families. Payloads of 0 to 65,507 bytes, never truncated. A
/// refused port is silence: ICMP errors disturb neither sending nor receiving. <see cref="UdpChannelOptions.OnRefused"/> tells of
/// it.</para>
/// <para>Bound to <c>0.0.0.0</c> or <c>[::]</c> it answers from the address that was asked (RFC 1122 section 4.1.3.5), and follows the
/// addresses of the machine as they come and go. That is so on Linux; elsewhere the system chooses, so on a machine with several
/// addresses bind one of them.</para>
/// <para>On Linux each datagram says how long it has waited in the kernel. Datagrams that arrive in the first moments after the
/// first such socket of a machine was opened may say zero: the kernel turns its time stamps on late.</para>
/// <para>The receiver runs on a thread of the channel's own, with a <see cref="SocketPump"/> on the thread that settles
/// the pump, or with a <see cref="SocketLoop"/> on the loop's. The
/// channel may be disposed from inside its receiver: disposal then completes at once, and that call was the last.</para>
/// <para>Thread rule: all members from any thread; with a pump, all from the pump's thread.</para>
/// </remarks>
public sealed class UdpDatagramChannel : IDatagramChannel
{
    private static readonly TimeSpan InUsePause = TimeSpan.FromMilliseconds(1);

    private readonly UdpEndpoint _endpoint;
    private readonly IReceiveMode _mode;
    private readonly Lock _lifetime = new();
    private bool _started;

    private UdpDatagramChannel(UdpEndpoint endpoint, UdpChannelOptions options)
    {
        _endpoint = endpoint;
        _mode =
            options.Pump is { } pump ? pump.Register(endpoint)
            : options.Loop is { } loop ? new LoopedReceiveMode(loop, endpoint)
            : new ThreadReceiveMode(endpoint);
    }

    /// <inheritdoc/>
    public TransportAddress LocalAddress => _endpoint.LocalAddress;

    /// <inheritdoc/>
    public int MaxDatagramSize => UdpEndpoint.MaxDatagramSize;

    /// <inheritdoc/>
    public bool HasBacklog => !_endpoint.IsClosed && _mode.HasBacklog;

    /// <summary>Binds a socket. Port 0 takes any free port; <c>0.0.0.0</c> and <c>[::]</c> take every interface.</summary>
    /// <param name="local">The address and port to bind.</param>
    /// <param name="options">How to open it; null for the defaults.</param>
    /// <param name="channel">The open channel, owned by the caller.</param>
    /// <param name="error">Why it could not be bound, in a sentence that can be shown.</param>
    /// <returns>True when the channel is open.</returns>
    /// <exception cref="ArgumentException">An option is out of range, or two receive.</exception>
    public static bool TryBind(
        in TransportAddress local,
        UdpChannelOptions? options,
        [NotNullWhen(true)] out UdpDatagramChannel? channel,
        [NotNullWhen(false)] out BindError? error
    )
    {
        options ??= new UdpChannelOptions();
        ArgumentOutOfRangeException.ThrowIfNegative(options.ReceiveBufferBytes);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.InUsePatience, TimeSpan.Zero);
        if (options is { Pump: not null, Loop: not null })
        {
            throw new ArgumentException("A channel has one receiver: give it a pump or a loop, not both.");
        }

        if (options is { Pump: not null, OnRefused: not null })
        {
            throw new ArgumentException("A pump hears no refusals: what it delivers is the same on every machine.");
        }

        long began = Stopwatch.GetTimestamp();
        bool bound = UdpEndpoint.TryBind(local, options, out UdpEndpoint? endpoint, out error);
        while (error is { Kind: BindErrorKind.AddressInUse } && Stopwatch.GetElapsedTime(began) < options.InUsePatience)
        {
            Thread.Sleep(InUsePause);
            bound = UdpEndpoint.TryBind(local, options, out endpoint, out error);
        }

        channel = bound ? new UdpDatagramChannel(endpoint!, options) : null;
        return bound;
    }

    /// <summary>A channel with its own thread, or on a loop, over a socket that is bound already.</summary>
    internal static UdpDatagramChannel Over(UdpEndpoint endpoint, SocketLoop? loop = null) =>
        new(endpoint, new UdpChannelOptions { Loop = loop });

    /// <inheritdoc/>
    /// <remarks>A full send buffer holds the caller for at most about a millisecond before the datagram is dropped.</remarks>
    public SendResult Send(ReadOnlySpan<byte> datagram, in TransportAddress destination)
    {
        SendResult result = _endpoint.Send(datagram, destination);
        if (result == SendResult.Sent)
        {
            _mode.OnSent(datagram.Length, destination);
        }

        return result;
    }

    /// <inheritdoc/>
    public void Start(IDatagramReceiver receiver)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        lock (_lifetime)
        {
            ObjectDisposedException.ThrowIf(_endpoint.IsClosed, this);
            if (_started)
            {
                throw new InvalidOperationException($"The channel at {LocalAddress} was started already; a channel is started once.");
            }

            _started = true;
            _mode.Start(receiver);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        lock (_lifetime)
        {
            _endpoint.Close();
            return _mode.StopAsync();
        }
    }
}
