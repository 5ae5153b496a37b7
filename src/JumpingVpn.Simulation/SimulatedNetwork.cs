using System.Globalization;
using JumpingVpn.Datagrams;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Nat;
using JumpingVpn.Network.Randomness;
using JumpingVpn.Simulation.Time;
using JumpingVpn.Simulation.Topology;

namespace JumpingVpn.Simulation;

/// <summary>
/// A whole UDP network in memory and in virtual time: hosts, access links, NATs. One seed gives the whole world; the same seed
/// and calls give the same run, on every machine.
/// </summary>
/// <example><code>
/// var net = new SimulatedNetwork(seed: 1);
/// var gw = net.AddHost("gw");
/// var home = net.AddNat("home", NatPresets.PortRestrictedCone);
/// var phone = net.AddHost("phone", behind: home);
/// phone.Link.Uplink = new LinkOptions { Delay = TimeSpan.FromMilliseconds(20), Loss = Probability.FromPercent(5) };
/// using var channel = phone.OpenChannel();
/// net.RunFor(TimeSpan.FromSeconds(30));
/// </code></example>
/// <remarks>Thread rule: one thread at a time, and one network per simulation; nothing is shared between networks.</remarks>
public sealed class SimulatedNetwork
{
    private readonly Fabric _fabric;
    private readonly AddressRealm _internet;
    private readonly Dictionary<string, SimulatedNode> _names = [];
    private readonly List<SimulatedNode> _nodes = [];
    private readonly List<SimulatedHost> _hosts = [];
    private readonly List<SimulatedNat> _nats = [];

    /// <summary>Creates an empty network at virtual time 0.</summary>
    /// <param name="seed">Where every random decision comes from.</param>
    /// <param name="loop">The loop to run on; null for one of its own.</param>
    public SimulatedNetwork(ulong seed, EventLoop? loop = null)
    {
        Seed = seed;
        Random = new RandomSource(seed);
        _fabric = new Fabric(loop ?? new EventLoop(), Random);
        _internet = new AddressRealm(_fabric, "internet", AddressPlan.Public(), gateway: null);
    }

    /// <summary>The seed of this world.</summary>
    public ulong Seed { get; }

    /// <summary>The labelled streams of this world, for actors that need randomness of their own.</summary>
    public RandomSource Random { get; }

    /// <summary>Whether hosts, interfaces and NATs that are added from now on are given IPv6 addresses (public: 2001:db8:x::1)
    /// instead of IPv4 ones.</summary>
    /// <value>Default: false. An address that is given at the time represents itself.</value>
    public bool UsesIPv6 { get; set; }

    /// <summary>The loop that moves time.</summary>
    public EventLoop Loop => _fabric.Loop;

    /// <summary>The virtual time since the network's loop was made.</summary>
    public TimeSpan Now => _fabric.Loop.Now;

    /// <summary>The clock and timers for the code under test.</summary>
    public VirtualTimeProvider TimeProvider => _fabric.Loop.TimeProvider;

    /// <summary>What became of every datagram.</summary>
    public DatagramLedger Ledger => _fabric.Ledger;

    /// <summary>How many of the datagrams in flight wait until they are released: by a fault or an attacker that holds them, or by a host
    /// that is paused.</summary>
    public int Parked
    {
        get
        {
            int parked = _fabric.Held;
            foreach (SimulatedHost host in _hosts)
            {
                parked += host.Parked;
            }

            return parked;
        }
    }

    /// <summary>All hosts, in the order in which they were added.</summary>
    public IReadOnlyList<SimulatedHost> Hosts => _hosts;

    /// <summary>All NATs, in the order in which they were added.</summary>
    public IReadOnlyList<SimulatedNat> Nats => _nats;

    /// <summary>Adds a host.</summary>
    /// <param name="name">Unique in this network.</param>
    /// <param name="behind">The NAT it is behind; null for the public internet.</param>
    /// <param name="address">Its address; null for the next free one (public: 198.51.100.x, behind the nth NAT: 10.n.x.x).</param>
    /// <exception cref="ArgumentException">The name or address is taken.</exception>
    public SimulatedHost AddHost(string name, SimulatedNat? behind = null, TransportAddress? address = null)
    {
        EnsureFree(name);
        AddressRealm realm = behind?.Inside ?? _internet;
        TransportAddress own = address?.WithPort(0) ?? realm.NextHost(UsesIPv6);
        var host = new SimulatedHost(_fabric, name, realm, own);
        realm.Attach(own, host);
        _names.Add(name, host);
        _nodes.Add(host);
        _hosts.Add(host);
        return host;
    }

    /// <summary>Adds a further interface to a host: with its own address, link and way out.</summary>
    /// <param name="host">Whose interface.</param>
    /// <param name="name">Unique on the host; the network knows it as <c>phone.lte</c>.</param>
    /// <param name="behind">The NAT it is behind; null for the public internet.</param>
    /// <param name="address">Its address; null for the next free one.</param>
    /// <exception cref="ArgumentException">The name or address is taken.</exception>
    public SimulatedInterface AddInterface(SimulatedHost host, string name, SimulatedNat? behind = null, TransportAddress? address = null)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        string fullName = $"{host.Name}.{name}";
        EnsureFree(fullName);
        AddressRealm realm = behind?.Inside ?? _internet;
        TransportAddress own = address?.WithPort(0) ?? realm.NextHost(UsesIPv6);
        var added = new SimulatedInterface(_fabric, fullName, realm, own, host);
        realm.Attach(own, added);
        _names.Add(fullName, added);
        _nodes.Add(added);
        host.Add(added);
        added.Reconsider();
        return added;
    }

    /// <summary>Adds a NAT.</summary>
    /// <param name="name">Unique in this network.</param>
    /// <param name="options">Its behaviour, for instance one of <see cref="NatPresets"/>.</param>
    /// <param name="behind">The NAT it is itself behind; null for the public internet.</param>
    /// <param name="addresses">How many external addresses it has (public: 203.0.113.x), at least 1; null for 1, or for the none that a
    /// firewall has which translates nothing.</param>
    /// <exception cref="ArgumentException">The name is taken, or the options are impossible or do not fit the number of
    /// addresses.</exception>
    public SimulatedNat AddNat(string name, NatOptions options, SimulatedNat? behind = null, int? addresses = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        EnsureFree(name);
        int count = addresses ?? (options is { Translates: true, OneToOne: false } ? 1 : 0);
        if (count < 0 || (count == 0 && options is { Translates: true, OneToOne: false }))
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"A NAT with {count} external addresses is impossible: it needs at least 1.")
            );
        }

        var nat = new SimulatedNat(_fabric, name, behind?.Inside ?? _internet, options, _nats.Count + 1, count, UsesIPv6);
        _names.Add(name, nat);
        _nodes.Add(nat);
        _nats.Add(nat);
        return nat;
    }

    /// <summary>Drops everything between two groups of hosts, at the receiver's end, until the result is disposed.</summary>
    public IDisposable Partition(IEnumerable<SimulatedHost> one, IEnumerable<SimulatedHost> other) => Cut(one, other, bothWays: true);

    /// <summary>Drops everything from one group of hosts to another, at the receiver's end, until the result is disposed.</summary>
    public IDisposable PartitionOneWay(IEnumerable<SimulatedHost> from, IEnumerable<SimulatedHost> to) => Cut(from, to, bothWays: false);

    /// <summary>Puts a datagram into the public internet with any source, as an off-path attacker who spoofs can.</summary>
    /// <exception cref="ArgumentException">It is longer than <see cref="UdpLimits.LongestPayload"/>, or the addresses are of two
    /// families.</exception>
    public void Inject(ReadOnlySpan<byte> datagram, in TransportAddress source, in TransportAddress destination)
    {
        if (datagram.Length > UdpLimits.LongestPayload)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"A datagram of {datagram.Length} bytes cannot be injected: UDP carries at most {UdpLimits.LongestPayload}."
                )
            );
        }

        if (source.IsIPv4 != destination.IsIPv4)
        {
            throw new ArgumentException($"A datagram from {source} to {destination} is impossible: both must be IPv4, or both IPv6.");
        }

        _fabric.Loop.AssertThread();
        int packet = _fabric.Packets.Rent(datagram, source, destination, origin: -1);
        _fabric.Ledger.RecordHandedOver();
        if (_fabric.HasTaps)
        {
            _fabric.Tap(packet, HopKind.Injected, _internet.Name);
        }

        bool nested = _fabric.InSend;
        _fabric.InSend = true;
        _internet.Route(packet);
        _fabric.InSend = nested;
    }

    /// <summary>Lets a tap see every hop from now on, until the result is disposed.</summary>
    public IDisposable Observe(INetworkTap tap)
    {
        ArgumentNullException.ThrowIfNull(tap);
        _fabric.AddTap(tap);
        return new TapScope(_fabric, tap);
    }

    /// <summary>Checks that the ledger accounts for every datagram the network really holds, that each one which waits for a release is on
    /// the list of a link, and the books of the NATs (<see cref="SimulatedNat.EnsureBalanced"/>).</summary>
    /// <exception cref="InvalidOperationException">Something does not balance: a bug of the simulator.</exception>
    public void EnsureBalanced()
    {
        Ledger.EnsureBalanced(_fabric.Packets.InFlight);
        int held = 0;
        foreach (SimulatedNode node in _nodes)
        {
            held += node.Link.UpPipe.HeldCount + node.Link.DownPipe.HeldCount;
        }

        if (held != _fabric.Held)
        {
            throw new InvalidOperationException(
                $"{_fabric.Held} datagrams count as held until a release, but the links hold {held}: the others never arrive."
            );
        }

        foreach (SimulatedNat nat in _nats)
        {
            nat.EnsureBalanced();
        }
    }

    /// <summary>Checks that whatever was set to strike single datagrams did: targeted faults, attackers on the path, partitions.</summary>
    /// <exception cref="InvalidOperationException">Something never did, so that a test proves nothing by it; the message lists
    /// all.</exception>
    public void EnsureNothingVacuous()
    {
        List<string> vacuous = [.. _nodes.SelectMany(node => node.Link.VacuousFaults), .. _fabric.VacuousPartitions];
        if (vacuous.Count > 0)
        {
            throw new InvalidOperationException(
                $"Set on purpose, and never struck a datagram, so nothing is proven by it:\n  {string.Join("\n  ", vacuous)}"
            );
        }
    }

    /// <inheritdoc cref="EventLoop.RunFor"/>
    public void RunFor(TimeSpan time) => Loop.RunFor(time);

    /// <inheritdoc cref="EventLoop.RunUntil(Func{bool}, TimeSpan)"/>
    public bool RunUntil(Func<bool> condition, TimeSpan within) => Loop.RunUntil(condition, within);

    /// <inheritdoc cref="EventLoop.RunUntil(Func{bool}, TimeSpan, string)"/>
    public void RunUntil(Func<bool> condition, TimeSpan within, string what) => Loop.RunUntil(condition, within, what);

    /// <inheritdoc cref="EventLoop.RunUntilQuiescent"/>
    public void RunUntilQuiescent() => Loop.RunUntilQuiescent();

    /// <inheritdoc cref="EventLoop.Run(Func{Task})"/>
    public void Run(Func<Task> workload) => Loop.Run(workload);

    private Partition Cut(IEnumerable<SimulatedHost> one, IEnumerable<SimulatedHost> other, bool bothWays)
    {
        var partition = new Partition(_fabric, [.. one], [.. other], bothWays);
        _fabric.Add(partition);
        return partition;
    }

    private void EnsureFree(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (_names.ContainsKey(name))
        {
            throw new ArgumentException($"The network has a \"{name}\" already: names of hosts and NATs must differ.");
        }
    }
}
