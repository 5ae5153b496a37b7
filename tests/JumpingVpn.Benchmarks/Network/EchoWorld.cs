using JumpingVpn.Datagrams;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Nat;
using JumpingVpn.Network.Randomness;
using JumpingVpn.Simulation;

namespace JumpingVpn.Benchmarks.Network;

/// <summary>
/// Clients that ping an echo host. Each round every active client sends its share, and time runs until all is back or lost.
/// </summary>
internal sealed class EchoWorld
{
    private static readonly byte[] Ping = new byte[64];

    private static readonly LinkOptions Impaired = new()
    {
        Delay = TimeSpan.FromMilliseconds(20),
        Jitter = TimeSpan.FromMilliseconds(5),
        Loss = Probability.FromPercent(1),
    };

    private readonly SimulatedNetwork _net = new(seed: 1);
    private readonly SimulatedChannel[] _clients;
    private readonly TransportAddress _server;
    private int _next;

    /// <param name="clients">Hosts besides the echo host.</param>
    /// <param name="natted">True to put the clients behind a home NAT, false for the public network.</param>
    public EchoWorld(int clients, bool natted)
    {
        SimulatedHost gateway = _net.AddHost("gw");
        gateway.Link.SetBoth(Impaired);
        SimulatedChannel echo = gateway.OpenChannel(4500);
        echo.Start(new Echo(echo));
        _server = echo.LocalAddress;
        SimulatedNat? home = natted ? _net.AddNat("home", NatPresets.PortRestrictedCone) : null;
        _clients = new SimulatedChannel[clients];
        for (int i = 0; i < clients; i++)
        {
            SimulatedHost host = _net.AddHost($"client{i}", home);
            host.Link.SetBoth(Impaired);
            _clients[i] = host.OpenChannel();
            _clients[i].Start(Sink.Instance);
        }

        // As any longer run finds it: without the garbage of building between the hosts. Steady traffic makes none, so none is collected.
        GC.Collect();
    }

    /// <summary>Runs at least so many datagrams, pings and echoes together.</summary>
    /// <param name="datagrams">The least number.</param>
    /// <param name="atOnce">Pings under way at a time; the clients send them in turn.</param>
    /// <returns>How many there were.</returns>
    public long Run(int datagrams, int atOnce)
    {
        long before = _net.Ledger.HandedOver;
        while (_net.Ledger.HandedOver - before < datagrams)
        {
            for (int i = 0; i < atOnce; i++)
            {
                _clients[_next].Send(Ping, _server);
                _next = _next + 1 == _clients.Length ? 0 : _next + 1;
            }

            _net.RunUntilQuiescent();
        }

        _net.EnsureBalanced();
        return _net.Ledger.HandedOver - before;
    }

    private sealed class Echo(SimulatedChannel channel) : IDatagramReceiver
    {
        public void OnDatagram(ReadOnlySpan<byte> datagram, in TransportAddress source) => channel.Send(datagram, source);
    }

    private sealed class Sink : IDatagramReceiver
    {
        public static readonly Sink Instance = new();

        public void OnDatagram(ReadOnlySpan<byte> datagram, in TransportAddress source) { }
    }
}
