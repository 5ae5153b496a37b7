using JumpingVpn.Datagrams;
using JumpingVpn.Lab.Scenes;
using JumpingVpn.Simulation;
using JumpingVpn.Simulation.Time;

namespace JumpingVpn.Lab.Simulated;

/// <summary>The hosts of the simulated network, by name.</summary>
/// <param name="network">The network.</param>
/// <param name="nodes">Its hosts, their further interfaces, and its NATs.</param>
/// <param name="own">Is told of each further interface, of each address that an interface gets.</param>
internal sealed class SimulatedLabHosts(
    SimulatedNetwork network,
    LabNodes<SimulatedInterface, SimulatedNat> nodes,
    Action<SimulatedInterface> own
) : ILabHosts
{
    private readonly Dictionary<string, TransportAddress> _firstAddresses = [];

    public void AddInterface(string host, string name, string? behind = null)
    {
        SimulatedInterface it = Demand.Of(() => network.AddInterface(HostOf(host), name, behind is null ? null : nodes.Nat(behind)));
        nodes.AddHost(it.Name, it);
        own(it);
    }

    public void SetAttached(string node, bool attached) => nodes.Host(node).IsAttached = attached;

    public TransportAddress AddressOf(string node) => nodes.Host(node).Address;

    public void Renumber(string node) => Renumber(nodes.Host(node), address: null);

    public void RestoreAddress(string node) =>
        Renumber(nodes.Host(node), _firstAddresses.GetValueOrDefault(node, nodes.Host(node).Address));

    public HostClock ClockOf(string host) => HostOf(host).Clock;

    public void SetReceiveQueue(string host, int datagrams) => HostOf(host).ReceiveQueueLimit = datagrams;

    public void Pause(string host) => HostOf(host).Pause();

    public void Resume(string host) => HostOf(host).Resume();

    public void Crash(string host, bool keepsState) => HostOf(host).Crash(keepsState);

    public void Restart(string host, Action? boot = null) => HostOf(host).Restart(boot is null ? null : _ => boot());

    public IDisposable Partition(string from, string to, bool bothWays) =>
        bothWays ? network.Partition([HostOf(from)], [HostOf(to)]) : network.PartitionOneWay([HostOf(from)], [HostOf(to)]);

    private void Renumber(SimulatedInterface it, TransportAddress? address)
    {
        _firstAddresses.TryAdd(it.Name, it.Address);
        it.Renumber(address);
        own(it);
    }

    private SimulatedHost HostOf(string name) => nodes.Host(name).Host;
}
