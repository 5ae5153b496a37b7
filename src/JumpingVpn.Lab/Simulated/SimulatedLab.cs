using JumpingVpn.Datagrams;
using JumpingVpn.Lab.Scenes;
using JumpingVpn.Network.Adversary;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Nat;
using JumpingVpn.Network.Randomness;
using JumpingVpn.Simulation;
using JumpingVpn.Simulation.Tracing;

namespace JumpingVpn.Lab.Simulated;

/// <summary>The lab on the simulated network.</summary>
public sealed class SimulatedLab : ILab
{
    private readonly SimulatedNetwork _network;
    private readonly LabNodes<SimulatedInterface, SimulatedNat> _nodes = new();
    private readonly AddressNames _names = new();
    private readonly Dictionary<TransportAddress, string> _owners = [];
    private readonly Dictionary<string, string?> _outsides = [];
    private readonly Func<TransportAddress, string?> _ownerOf;

    /// <summary>Creates an empty network at time 0.</summary>
    /// <param name="seed">Where every random decision comes from.</param>
    /// <param name="capture">Takes what the network carries; null for no capture.</param>
    /// <param name="tap">Also sees what the network carries; null for nobody.</param>
    public SimulatedLab(ulong seed, PcapngCapture? capture = null, INetworkTap? tap = null)
    {
        _network = new SimulatedNetwork(seed);
        _ownerOf = unnamed => _owners.GetValueOrDefault(unnamed.WithPort(0));
        foreach (INetworkTap watcher in new[] { capture, tap }.OfType<INetworkTap>())
        {
            _network.Observe(watcher);
        }

        Hosts = new SimulatedLabHosts(_network, _nodes, Own);
        _network.Observe(new SimulatedLabTap(this, node => _outsides.GetValueOrDefault(node), node => _nodes.Host(node).Host.Name));
    }

    /// <inheritdoc/>
    public string Backend => "sim";

    /// <inheritdoc/>
    public TimeSpan Now => _network.Now;

    /// <inheritdoc/>
    public TimeProvider Time => _network.TimeProvider;

    /// <inheritdoc/>
    public RandomSource Streams => _network.Random;

    /// <inheritdoc/>
    public DatagramLedger Ledger => _network.Ledger;

    /// <inheritdoc/>
    public int Parked => _network.Parked;

    /// <inheritdoc/>
    public ILabHosts Hosts { get; }

    /// <inheritdoc/>
    public bool UsesIPv6
    {
        get => _network.UsesIPv6;
        set => _network.UsesIPv6 = value;
    }

    /// <inheritdoc/>
    public ILabObserver? Observer { get; set; }

    /// <inheritdoc/>
    public void AddHost(string name, string? behind = null)
    {
        SimulatedHost host = Demand.Of(() => _network.AddHost(name, behind is null ? null : _nodes.Nat(behind)));
        _nodes.AddHost(name, host);
        Own(host);
    }

    /// <inheritdoc/>
    public void AddNat(string name, NatOptions options, string? behind = null, int? addresses = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        int count = addresses ?? (options is { Translates: true, OneToOne: false } ? 2 : 0);
        SimulatedNat nat = _nodes.AddNat(
            name,
            Demand.Of(() => _network.AddNat(name, options, behind is null ? null : _nodes.Nat(behind), count))
        );
        _outsides.Add(name, behind);
        foreach (TransportAddress address in nat.ExternalAddresses)
        {
            _owners.Add(address, name);
        }
    }

    /// <inheritdoc/>
    public IDatagramChannel OpenChannel(string host, ushort port = 0) =>
        new ObservedChannel(this, _nodes.Host(host).Host.Name, _nodes.Host(host).OpenChannel(port));

    /// <inheritdoc/>
    public TransportAddress Publish(string host, ushort port)
    {
        TransportAddress address = _nodes.Host(host).Address.WithPort(port);
        for (string? outside = _outsides[host]; outside is not null; outside = _outsides[outside])
        {
            SimulatedNat nat = _nodes.Nat(outside);
            address = nat.ForwardedTo(address) ?? nat.Forward(address);
        }

        return address;
    }

    /// <inheritdoc/>
    public TransportAddress AddressToReach(string host, in TransportAddress destination) => destination;

    /// <inheritdoc/>
    public TransportAddress AddressSeen(string host, in TransportAddress source) => source;

    /// <inheritdoc/>
    public LinkOptions GetLink(string node, LinkWays ways = LinkWays.Both) => Directions(node, ways)[0].Options;

    /// <inheritdoc/>
    public void SetLink(string node, LinkOptions options, LinkWays ways = LinkWays.Both) =>
        Array.ForEach(Directions(node, ways), direction => direction.Options = options);

    /// <inheritdoc/>
    public void FollowSchedule(string node, LinkSchedule? schedule, LinkWays ways = LinkWays.Both) =>
        Array.ForEach(Directions(node, ways), direction => direction.Follow(schedule));

    /// <inheritdoc/>
    public LinkFaults FaultsOf(string node, LinkWays way) => Directions(node, way)[0].Faults;

    /// <inheritdoc/>
    public LinkInterceptors InterceptorsOf(string node, LinkWays way) => Directions(node, way)[0].Interceptors;

    /// <inheritdoc/>
    public void SetLinkUp(string node, bool up) => LinkOf(node).IsUp = up;

    /// <inheritdoc/>
    public void Rebind(string nat, string? host, NatRebindingKind kind) =>
        _nodes.Nat(nat).Rebind(kind, host is null ? NatScope.All : NatScope.Host(_nodes.Host(host).Address));

    /// <inheritdoc/>
    public void Flush(string nat) => _nodes.Nat(nat).Flush();

    /// <inheritdoc/>
    public void Reboot(string nat) => _nodes.Nat(nat).Reboot();

    /// <inheritdoc/>
    public void MakeStuck(string nat, string host) => _nodes.Nat(nat).MakeStuck(NatScope.Host(_nodes.Host(host).Address));

    /// <inheritdoc/>
    public void Steal(string nat, string victim, string thief) =>
        _nodes.Nat(nat).Steal(NatScope.Host(_nodes.Host(victim).Address), _nodes.Host(thief).Host);

    /// <inheritdoc/>
    public IReadOnlyList<NatMapping> MappingsOf(string nat) => _nodes.Nat(nat).Mappings;

    /// <inheritdoc/>
    public void EnsureBalanced() => _network.EnsureBalanced();

    /// <inheritdoc/>
    public void SendForged(ReadOnlySpan<byte> datagram, in TransportAddress forgedSource, in TransportAddress destination) =>
        _network.Inject(datagram, forgedSource, destination);

    /// <inheritdoc/>
    public string NameOf(in TransportAddress address) => _names.NameOf(address, _ownerOf);

    /// <inheritdoc/>
    public void RunFor(TimeSpan time) => _network.RunFor(time);

    /// <inheritdoc/>
    public bool RunUntil(Func<bool> condition, TimeSpan limit) => _network.RunUntil(condition, limit);

    /// <inheritdoc/>
    public void Dispose() => Observer = null;

    private void Own(SimulatedInterface it)
    {
        string? behind = it.BehindNat?.Name;
        _outsides[it.Name] = behind;
        _owners[it.Address] = it.Name;
        if (behind is not null && _nodes.Nat(behind).ForwardedTo(it.Address) is { } external)
        {
            _owners[external] = behind;
        }
    }

    private LinkDirection[] Directions(string node, LinkWays ways)
    {
        SimulatedLink link = LinkOf(node);
        return ways switch
        {
            LinkWays.Up => [link.Up],
            LinkWays.Down => [link.Down],
            _ => [link.Up, link.Down],
        };
    }

    private SimulatedLink LinkOf(string node) => _nodes.TryNat(node, out SimulatedNat? nat) ? nat.Link : _nodes.Host(node).Link;
}
