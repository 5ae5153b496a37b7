using System.Globalization;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Nat;
using JumpingVpn.Simulation;
using JumpingVpn.Simulation.Tracing;

namespace JumpingVpn.Endpoints.Tests;

/// <summary>A server on the public network and a phone behind a home NAT, both a guest.</summary>
internal sealed class PingWorld : IDisposable
{
    public const ushort Port = 4000;

    private readonly List<EndpointDriver> _drivers = [];

    public PingWorld(IEndpointProgram program, ulong seed = 1, LinkOptions? link = null)
    {
        Net = new SimulatedNetwork(seed);
        Trace = new SimulationTrace(Net.Loop);
        Net.Observe(Trace);
        SimulatedHost server = Net.AddHost("server");
        Home = Net.AddNat("home", NatPresets.PortRestrictedCone);
        SimulatedHost phone = Net.AddHost("phone", behind: Home);
        phone.Link.SetBoth(link ?? new LinkOptions());
        (Server, ServerSays) = Add(program, server, "listen", Port);
        string address = Server.Addresses[0].ToString();
        (Phone, PhoneSays) = Add(program, phone, $"connect {address}", 0);
    }

    public SimulatedNetwork Net { get; }

    public SimulationTrace Trace { get; }

    public SimulatedNat Home { get; }

    public EndpointDriver Server { get; }

    public EndpointDriver Phone { get; }

    public SayLog ServerSays { get; }

    public SayLog PhoneSays { get; }

    public (EndpointDriver Driver, SayLog Says) Add(IEndpointProgram program, SimulatedHost host, string configuration, ushort port)
    {
        SayLog says = new();
        EndpointWorld world = new(host.Clock, origin: 0, new StreamEntropy(Net.Random.Stream($"endpoint:{host.Name}")), says);
        EndpointSetup setup = new(host.Name, Net.Random.Stream($"seed:{host.Name}").NextUInt64(), configuration);
        EndpointDriver driver = new(program, setup, world, [host.OpenChannel(port)]);
        _drivers.Add(driver);
        driver.Start();
        return (driver, says);
    }

    public bool RunUntilHeard(int count) => Net.RunUntil(() => ServerSays.Lines.Count >= count, TimeSpan.FromSeconds(60));

    public static IEnumerable<string> Numbered(string word, int count) =>
        Enumerable.Range(1, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"{word} {i}"));

    public void Dispose() => _drivers.ForEach(driver => driver.Dispose());
}
