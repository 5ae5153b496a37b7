using JumpingVpn.Endpoints;
using JumpingVpn.Network.Nat;
using JumpingVpn.Network.Randomness;
using JumpingVpn.Simulation;

namespace JumpingVpn.Benchmarks.Endpoints;

/// <summary>Two guests, one behind a home NAT: a message and its answer at a time.</summary>
internal sealed class GuestPingPong : IEndpointObserver, IEndpointEntropy, IDisposable
{
    private readonly EndpointPrograms _programs = new();
    private readonly SimulatedNetwork _net = new(seed: 1);
    private readonly RandomStream _random;
    private readonly EndpointDriver _server;
    private readonly EndpointDriver _phone;
    private long _delivered;

    /// <param name="program">What both run.</param>
    public GuestPingPong(string program)
    {
        _random = _net.Random.Stream("guests");
        SimulatedHost server = _net.AddHost("server");
        SimulatedHost phone = _net.AddHost("phone", _net.AddNat("home", NatPresets.PortRestrictedCone));
        IEndpointProgram loaded = _programs.Load(program, Guests.Root);
        _server = Start(loaded, server, "listen", 4000);
        _phone = Start(loaded, phone, $"connect {_server.Addresses[0]}", 0);
    }

    /// <summary>Exchanges so many messages; checks that both sides said so.</summary>
    public long Run(int messages)
    {
        long before = _delivered;
        for (int i = 0; i < messages; i++)
        {
            _phone.Command("send hello");
            _net.RunFor(TimeSpan.FromMilliseconds(1));
        }

        return _delivered - before == 2 * messages
            ? messages
            : throw new InvalidOperationException($"{_delivered - before} of {2 * messages} lines were said.");
    }

    public void Dispose()
    {
        _phone.Dispose();
        _server.Dispose();
        _programs.Dispose();
    }

    void IEndpointObserver.OnSay(string line) => _delivered++;

    void IEndpointObserver.OnFailed(EndpointException failure) => throw failure;

    void IEndpointEntropy.Fill(Span<byte> bytes) => _random.Fill(bytes);

    private EndpointDriver Start(IEndpointProgram program, SimulatedHost host, string configuration, ushort port)
    {
        EndpointWorld world = new(host.Clock, origin: 0, this, this);
        EndpointDriver driver = new(program, new EndpointSetup(host.Name, 1, configuration), world, [host.OpenChannel(port)]);
        driver.Start();
        return driver;
    }
}
