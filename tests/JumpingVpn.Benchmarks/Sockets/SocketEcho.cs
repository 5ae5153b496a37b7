using JumpingVpn.Datagrams;
using JumpingVpn.Sockets;

namespace JumpingVpn.Benchmarks.Sockets;

/// <summary>An echo over two real sockets on the loopback interface: one asks, with so many datagrams under way, and the other
/// answers.</summary>
internal sealed class SocketEcho : IAsyncDisposable
{
    private const int UnderWay = 64;

    private readonly UdpDatagramChannel _server;
    private readonly UdpDatagramChannel _client;
    private readonly TransportAddress _asked;
    private readonly ManualResetEventSlim _done = new();
    private readonly byte[] _ping = new byte[64];
    private int _left;
    private int _waiting;

    /// <summary>Opens both.</summary>
    /// <param name="server">The channel that answers.</param>
    public SocketEcho(UdpDatagramChannel server)
    {
        _server = server;
        _asked = TransportAddress.FromIPv4(127, 0, 0, 1, server.LocalAddress.Port);
        _client = Bind(TransportAddress.FromIPv4(127, 0, 0, 1, 0));
        _server.Start(new Echo(_server));
        _client.Start(new Asker(this));
    }

    /// <summary>A channel with the calls of this platform.</summary>
    public static UdpDatagramChannel Bind(TransportAddress local) =>
        UdpDatagramChannel.TryBind(local, null, out UdpDatagramChannel? channel, out BindError? error)
            ? channel
            : throw new InvalidOperationException(error.Message);

    /// <summary>A channel with the calls that every platform has.</summary>
    public static UdpDatagramChannel BindPortably(TransportAddress local) =>
        UdpEndpoint.TryBind(
            local,
            new UdpChannelOptions(),
            static (socket, _) => new PortableCalls(socket),
            out UdpEndpoint? endpoint,
            out BindError? error
        )
            ? UdpDatagramChannel.Over(endpoint)
            : throw new InvalidOperationException(error.Message);

    /// <summary>So many round trips.</summary>
    public long Run(int datagrams)
    {
        _done.Reset();
        _waiting = datagrams;
        _left = datagrams - UnderWay;
        for (int i = 0; i < UnderWay; i++)
        {
            _client.Send(_ping, _asked);
        }

        return _done.Wait(TimeSpan.FromSeconds(30)) ? datagrams : throw new InvalidOperationException("A datagram was lost on loopback.");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _server.DisposeAsync();
        _done.Dispose();
    }

    private sealed class Echo(UdpDatagramChannel channel) : IDatagramReceiver
    {
        public void OnDatagram(ReadOnlySpan<byte> datagram, in TransportAddress source) => channel.Send(datagram, source);
    }

    private sealed class Asker(SocketEcho echo) : IDatagramReceiver
    {
        public void OnDatagram(ReadOnlySpan<byte> datagram, in TransportAddress source)
        {
            if (--echo._left >= 0)
            {
                echo._client.Send(datagram, echo._asked);
            }

            if (--echo._waiting == 0)
            {
                echo._done.Set();
            }
        }
    }
}
