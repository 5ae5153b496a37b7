using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using JumpingVpn.Datagrams;
using JumpingVpn.Sockets.Linux;

namespace JumpingVpn.Sockets;

/// <summary>One bound, unconnected UDP socket with synchronous calls that allocate nothing per datagram.</summary>
/// <remarks>
/// Synchronous calls were measured at 2.7 times the rate of the asynchronous ones. Thread rule: <see cref="Send"/> and
/// <see cref="Close"/> from any thread, <see cref="Receive"/> from one.
/// </remarks>
internal sealed class UdpEndpoint
{
    /// <summary>The longest UDP payload over IPv4: 65,535 less 20 bytes of IP header and 8 of UDP header (RFC 768, RFC 791).</summary>
    public const int MaxDatagramSize = 65_507;

    /// <summary>Longer than any payload that UDP can carry, so that no receive call ever truncates.</summary>
    public const int ReceiveBufferLength = 65_536;

    /// <summary>How long a full send buffer may hold a sender; the socket must block for the sake of its receive call.</summary>
    private const int SendPatienceMilliseconds = 1;

    private const int SioUdpConnReset = unchecked((int)0x9800_000C);
    private const int SioUdpNetReset = unchecked((int)0x9800_000F);

    private readonly Socket _socket;
    private readonly ISocketCalls _calls;
    private readonly OwnAddress? _own;
    private readonly Action<TransportAddress>? _refused;
    private volatile bool _closed;
    private int _released;

    private UdpEndpoint(Socket socket, ISocketCalls calls, Action<TransportAddress>? refused)
    {
        _socket = socket;
        _calls = calls;
        _refused = refused;
        LocalAddress = TransportAddress.FromEndPoint((IPEndPoint)socket.LocalEndPoint!);
        _own = OperatingSystem.IsLinux() ? OwnAddress.TryWatch(LocalAddress) : null;
    }

    public TransportAddress LocalAddress { get; }

    public bool IsClosed => _closed;

    public Socket Socket => _socket;

    public SafeSocketHandle Handle => _socket.SafeHandle;

    /// <summary>The size that the kernel granted, which differs from the one asked for.</summary>
    public int ReceiveBufferBytes => _socket.ReceiveBufferSize;

    public static bool TryBind(
        in TransportAddress local,
        UdpChannelOptions options,
        [NotNullWhen(true)] out UdpEndpoint? endpoint,
        [NotNullWhen(false)] out BindError? error
    )
    {
        bool hearsErrors = options.OnRefused is not null;
        return TryBind(local, options, (socket, ofAllAddresses) => CallsFor(socket, ofAllAddresses, hearsErrors), out endpoint, out error);
    }

    /// <summary>Binds with calls of the caller's choice.</summary>
    public static bool TryBind(
        in TransportAddress local,
        UdpChannelOptions options,
        Func<Socket, bool, ISocketCalls> calls,
        [NotNullWhen(true)] out UdpEndpoint? endpoint,
        [NotNullWhen(false)] out BindError? error
    )
    {
        Socket? socket = null;
        try
        {
            IPEndPoint address = local.ToEndPoint();
            socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            Configure(socket, address, options.ReceiveBufferBytes);
            ISocketCalls made = calls(socket, address.Address.Equals(IPAddress.Any) || address.Address.Equals(IPAddress.IPv6Any));
            socket.Bind(address);
            endpoint = new UdpEndpoint(socket, made, options.OnRefused);
            error = null;
            return true;
        }
        catch (SocketException exception)
        {
            socket?.Dispose();
            endpoint = null;
            error = BindError.From(exception, local);
            return false;
        }
    }

    public SendResult Send(ReadOnlySpan<byte> datagram, in TransportAddress destination)
    {
        if (_closed)
        {
            return SendResult.Closed;
        }

        if (datagram.Length > MaxDatagramSize)
        {
            return SendResult.TooLarge;
        }

        if (_own is { IsLive: false })
        {
            return SendResult.Unreachable;
        }

        // An ICMP error reported by a call was caused by an earlier datagram; the report consumed it, so try once more.
        SendResult result = _calls.TrySend(datagram, destination) ?? _calls.TrySend(datagram, destination) ?? SendResult.Sent;
        return _closed && result == SendResult.Unreachable ? SendResult.Closed : result;
    }

    /// <summary>Blocks until a datagram is in <paramref name="buffer"/>, the socket is closed, or the call was disturbed.</summary>
    /// <returns>The outcome; only <see cref="ReceiveOutcome.Datagram"/> fills the other results.</returns>
    public ReceiveOutcome Receive(Span<byte> buffer, out int length, out TransportAddress source, out TimeSpan waited)
    {
        ReceiveOutcome outcome = _calls.Receive(buffer, out length, out source, out waited);
        return Judged(outcome, length);
    }

    /// <summary>The same without waiting for a datagram.</summary>
    public ReceiveOutcome TryReceive(Span<byte> buffer, out int length, out TransportAddress source, out TimeSpan waited)
    {
        ReceiveOutcome outcome = _calls.TryReceive(buffer, out length, out source, out waited);
        return Judged(outcome, length);
    }

    /// <summary>Tells of the refusals that wait; for the thread that receives.</summary>
    /// <returns>False where no answer of the network waited, of whatever kind.</returns>
    public bool TellRefusals()
    {
        bool any = false;
        while (_refused is not null && !_closed && _calls.TryTakeError(out TransportAddress destination))
        {
            any = true;
            if (destination != default)
            {
                _refused(destination);
            }
        }

        return any;
    }

    /// <summary>True when a <see cref="Receive"/> would not block, after waiting at most <paramref name="patience"/>.</summary>
    public bool IsReadable(TimeSpan patience)
    {
        try
        {
            return !_closed && _socket.Poll(patience, SelectMode.SelectRead);
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>Releases the address and ends a blocked <see cref="Receive"/>. Idempotent.</summary>
    public void Close()
    {
        _closed = true;
        if (Interlocked.Exchange(ref _released, 1) == 0)
        {
            _own?.Release();
        }

        _socket.Dispose();
    }

    private ReceiveOutcome Judged(ReceiveOutcome outcome, int length) =>
        _closed ? ReceiveOutcome.Closed
        : length > MaxDatagramSize ? ReceiveOutcome.Disturbed
        : outcome;

    private static void Configure(Socket socket, IPEndPoint address, int receiveBufferBytes)
    {
        socket.SendTimeout = SendPatienceMilliseconds;
        if (receiveBufferBytes > 0)
        {
            socket.ReceiveBufferSize = receiveBufferBytes;
        }

        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            socket.DualMode = address.Address.Equals(IPAddress.IPv6Any);
        }

        if (OperatingSystem.IsWindows())
        {
            // Otherwise an ICMP error makes the next receive call fail with WSAECONNRESET or WSAENETRESET (dotnet/runtime 33049).
            socket.ExclusiveAddressUse = true;
            socket.IOControl(SioUdpConnReset, [0, 0, 0, 0], null);
            socket.IOControl(SioUdpNetReset, [0, 0, 0, 0], null);
        }
    }

    private static ISocketCalls CallsFor(Socket socket, bool ofAllAddresses, bool hearsErrors) =>
        OperatingSystem.IsLinux() ? LinuxCalls.For(socket, ofAllAddresses, hearsErrors) : new PortableCalls(socket);
}
