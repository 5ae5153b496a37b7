using JumpingVpn.Datagrams;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Randomness;
using JumpingVpn.Sockets;
using JumpingVpn.Sockets.Nat;

namespace JumpingVpn.Benchmarks.Sockets;

/// <summary>An echo that is asked by many flows, directly and through a relay: one thread asks, one answers, and one relays.</summary>
internal sealed class RelayLoad : IDatagramReceiver, IDisposable
{
    private const int UnderWay = 64;

    private readonly SocketLoop _clients = new("clients");
    private readonly SocketLoop _servers = new("server");
    private readonly List<UdpDatagramChannel> _flows = [];
    private readonly UdpDatagramChannel _server;
    private readonly UdpNat _nat;
    private readonly ManualResetEventSlim _done = new();
    private readonly byte[] _ping = new byte[64];
    private readonly TransportAddress _gateway;
    private TransportAddress _asked;
    private int _left;
    private int _waiting;
    private int _next;

    /// <summary>Opens all sockets, and lets every flow exchange a datagram through the relay.</summary>
    /// <param name="flows">How many flows ask. Each takes two open files.</param>
    /// <param name="up">What the relay's link does towards the server.</param>
    public RelayLoad(int flows, LinkOptions? up = null)
    {
        _server = Open(_servers);
        _server.Start(new Echo(_server));
        RandomSource random = new(seed: 1);
        _nat = new UdpNat(
            new UdpNatOptions
            {
                InsideAddress = Loopback(1),
                ExternalAddresses = [Loopback(2)],
                Ports = random.Stream("ports"),
            }
        );
        _gateway = _nat.AddForward(_server.LocalAddress);
        if (up is not null)
        {
            AccessLink link = new(random.Within("up/"), random.Within("down/"));
            link.Up.Options = up;
            _nat.SetOutsideLink(link);
        }

        for (int i = 0; i < flows; i++)
        {
            _flows.Add(Open(_clients));
            _flows[i].Start(this);
        }

        for (int i = 0; i < flows; i += UnderWay)
        {
            RunRelayed(Math.Min(UnderWay, flows - i));
        }
    }

    /// <summary>So many round trips through the relay, each by the flow whose turn it is.</summary>
    public long RunRelayed(int datagrams) => Run(datagrams, _gateway);

    /// <summary>The same without the relay.</summary>
    public long RunDirectly(int datagrams) => Run(datagrams, _server.LocalAddress);

    /// <inheritdoc/>
    public void OnDatagram(ReadOnlySpan<byte> datagram, in TransportAddress source)
    {
        if (--_left >= 0)
        {
            Ask();
        }

        if (--_waiting == 0)
        {
            _done.Set();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _clients.Dispose();
        _servers.Dispose();
        _flows.ForEach(flow => flow.DisposeAsync().AsTask().Wait());
        _server.DisposeAsync().AsTask().Wait();
        _nat.DisposeAsync().AsTask().Wait();
        _done.Dispose();
    }

    private long Run(int datagrams, in TransportAddress asked)
    {
        _done.Reset();
        _asked = asked;
        _waiting = datagrams;
        int first = Math.Min(UnderWay, datagrams);
        _left = datagrams - first;
        for (int i = 0; i < first; i++)
        {
            Ask();
        }

        return _done.Wait(TimeSpan.FromSeconds(30)) ? datagrams : throw new InvalidOperationException("A datagram was lost on loopback.");
    }

    private void Ask() => _flows[Interlocked.Increment(ref _next) % _flows.Count].Send(_ping, _asked);

    private static TransportAddress Loopback(byte last) => TransportAddress.FromIPv4(127, 0, 7, last, 0);

    private static UdpDatagramChannel Open(SocketLoop loop) =>
        UdpDatagramChannel.TryBind(
            Loopback(3),
            new UdpChannelOptions { Loop = loop },
            out UdpDatagramChannel? channel,
            out BindError? error
        )
            ? channel
            : throw new InvalidOperationException(error.Message);

    private sealed class Echo(UdpDatagramChannel channel) : IDatagramReceiver
    {
        public void OnDatagram(ReadOnlySpan<byte> datagram, in TransportAddress source) => channel.Send(datagram, source);
    }
}
