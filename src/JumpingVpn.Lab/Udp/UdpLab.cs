using JumpingVpn.Datagrams;
using JumpingVpn.Lab.Scenes;
using JumpingVpn.Network.Adversary;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Nat;
using JumpingVpn.Network.Randomness;
using JumpingVpn.Simulation;
using JumpingVpn.Sockets;
using JumpingVpn.Sockets.Nat;

namespace JumpingVpn.Lab.Udp;

/// <summary>
/// The lab over real UDP sockets on loopback addresses. A userspace NAT or relay stands between each client and the public hosts. The
/// clock is virtual: after each event the sockets are pumped until every datagram handed to the kernel is accounted for, and only then
/// time moves.
/// </summary>
public sealed class UdpLab : ILab
{
    private readonly EventLoop _loop = new();
    private readonly SocketPump _pump = new();
    private readonly LoopbackPlan _plan = LoopbackPlan.Create();
    private readonly LabNodes<UdpLabHost, UdpLabNat> _nodes = new();
    private readonly AddressNames _names = new();
    private readonly UdpLabBooks _books = new();
    private readonly List<UdpLabNat> _relays = [];
    private readonly List<UdpLabMachine> _machines = [];
    private readonly UdpLabSockets _sockets;

    /// <summary>Takes its own loopback network.</summary>
    /// <param name="seed">Where every random decision comes from.</param>
    /// <param name="taps">Watch each datagram from socket to socket; null for nobody.</param>
    /// <exception cref="InvalidOperationException">No loopback network is free.</exception>
    public UdpLab(ulong seed, IReadOnlyList<INetworkTap>? taps = null)
    {
        Streams = new RandomSource(seed);
        _books.Hops = taps is { Count: > 0 } ? new UdpLabHops(taps, Time, address => OwnerOf(address)) : null;
        _sockets = new UdpLabSockets(_pump);
        _loop.AfterEvent = Settle;
    }

    /// <inheritdoc/>
    public string Backend => "udp";

    /// <inheritdoc/>
    public TimeSpan Now => _loop.Now;

    /// <inheritdoc/>
    public TimeProvider Time => _loop.TimeProvider;

    /// <inheritdoc/>
    public RandomSource Streams { get; }

    /// <inheritdoc/>
    public DatagramLedger Ledger => _books.Ledger;

    /// <inheritdoc/>
    public ILabHosts Hosts => HostsByName;

    /// <inheritdoc/>
    public int Parked => _machines.Sum(machine => machine.Life.Clock.PostponedCount) + _nodes.Nats.Concat(_relays).Sum(nat => nat.Nat.Held);

    /// <inheritdoc/>
    public bool UsesIPv6
    {
        get => false;
        set => _ = value ? throw new SceneException("Over real sockets all addresses are IPv4: tag the scenario @sim-only.") : value;
    }

    /// <inheritdoc/>
    public ILabObserver? Observer { get; set; }

    /// <inheritdoc/>
    public void AddHost(string name, string? behind = null)
    {
        var machine = new UdpLabMachine(name, _loop);
        UdpLabHost host = _nodes.AddHost(name, new UdpLabHost(name, _plan.NextHost(), behind is null ? null : _nodes.Nat(behind), machine));
        _machines.Add(machine);
        Own(host);
    }

    /// <inheritdoc/>
    public void AddNat(string name, NatOptions options, string? behind = null, int? addresses = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        UdpLabNat? outer = behind is null ? null : _nodes.Nat(behind);
        int count = addresses ?? (options is { Translates: true, OneToOne: false } ? 2 : 0);
        UdpLabNat nat = _nodes.AddNat(name, BuildNat(name, options, outer, count, isRelay: false));
        nat.Nat.SetOutsideLink(nat.Link);
    }

    /// <inheritdoc/>
    public IDatagramChannel OpenChannel(string host, ushort port = 0)
    {
        TransportAddress address = _nodes.Host(host).Address.WithPort(port);
        if (_nodes.Host(host).Machine.Life.State == HostState.Down)
        {
            throw new InvalidOperationException($"\"{host}\" is down: restart it before you open a channel.");
        }

        UdpDatagramChannel socket = _sockets.Open(address);
        _nodes.Host(host).Behind?.Nat.Listen(socket.LocalAddress);
        return new UdpLabChannel(this, _books, _nodes.Host(host), socket);
    }

    /// <inheritdoc/>
    public TransportAddress AddressToReach(string host, in TransportAddress destination) =>
        FirstHop(_nodes.Host(host)).Front(destination, (inside, remote) => _names.Alias(inside, NameOf(remote)));

    /// <inheritdoc/>
    public TransportAddress AddressSeen(string host, in TransportAddress source) => _nodes.Host(host).Seen(source);

    /// <inheritdoc/>
    public TransportAddress Publish(string host, ushort port)
    {
        Settle();
        TransportAddress address = _nodes.Host(host).Address.WithPort(port);
        for (UdpLabNat? nat = _nodes.Host(host).Behind; nat is not null; nat = nat.Outer)
        {
            address = nat.Publish(address);
        }

        return address;
    }

    /// <inheritdoc/>
    public LinkOptions GetLink(string node, LinkWays ways = LinkWays.Both) => UdpLabNat.Directions(LinkOf(node), ways)[0].Options;

    /// <inheritdoc/>
    public void SetLink(string node, LinkOptions options, LinkWays ways = LinkWays.Both)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.MtuIsSignalled)
        {
            throw new SceneException("Over real sockets no MTU is signalled: leave that out, or tag the scenario @sim-only.");
        }

        Settle();
        Array.ForEach(UdpLabNat.Directions(LinkOf(node), ways), direction => direction.Options = options);
    }

    /// <inheritdoc/>
    public void FollowSchedule(string node, LinkSchedule? schedule, LinkWays ways = LinkWays.Both)
    {
        Settle();
        Array.ForEach(UdpLabNat.Directions(LinkOf(node), ways), direction => direction.Follow(schedule, Now));
    }

    /// <inheritdoc/>
    public LinkFaults FaultsOf(string node, LinkWays way) => UdpLabNat.Directions(LinkOf(node), way)[0].Faults;

    /// <inheritdoc/>
    public LinkInterceptors InterceptorsOf(string node, LinkWays way)
    {
        Settle();
        return UdpLabNat.Directions(LinkOf(node), way)[0].Interceptors;
    }

    /// <inheritdoc/>
    public void SetLinkUp(string node, bool up)
    {
        Settle();
        LinkOf(node).IsUp = up;
    }

    /// <inheritdoc/>
    public void Rebind(string nat, string? host, NatRebindingKind kind) =>
        Settled(nat).Rebind(kind, host is null ? NatScope.All : NatScope.Host(_nodes.Host(host).Address));

    /// <inheritdoc/>
    public void Flush(string nat) => Settled(nat).Flush(NatScope.All);

    /// <inheritdoc/>
    public void Reboot(string nat) => Settled(nat).Reboot();

    /// <inheritdoc/>
    public void MakeStuck(string nat, string host) => Settled(nat).MakeStuck(NatScope.Host(_nodes.Host(host).Address));

    /// <inheritdoc/>
    public void Steal(string nat, string victim, string thief) =>
        Settled(nat).Steal(NatScope.Host(_nodes.Host(victim).Address), _nodes.Host(thief).Address);

    /// <inheritdoc/>
    public IReadOnlyList<NatMapping> MappingsOf(string nat) => _nodes.Nat(nat).Nat.Mappings();

    /// <inheritdoc/>
    public void EnsureBalanced() => _nodes.Nats.ToList().ForEach(static nat => nat.Nat.EnsureBalanced());

    /// <inheritdoc/>
    public void SendForged(ReadOnlySpan<byte> datagram, in TransportAddress forgedSource, in TransportAddress destination)
    {
        _books.Ledger.RecordHandedOver();
        if (!UdpForgery.TrySend(_nodes.Nats.Concat(_relays), datagram, forgedSource, destination))
        {
            throw new SceneException(
                $"Over real sockets nothing can be sent from {NameOf(forgedSource)} to {NameOf(destination)}: neither is "
                    + $"bound by a NAT or relay of the lab."
            );
        }
    }

    /// <inheritdoc/>
    public string NameOf(in TransportAddress address) => _names.NameOf(address, unnamed => OwnerOf(unnamed));

    /// <inheritdoc/>
    public void RunFor(TimeSpan time) => _loop.RunFor(time);

    /// <inheritdoc/>
    public bool RunUntil(Func<bool> condition, TimeSpan limit) => _loop.RunUntil(condition, limit);

    /// <inheritdoc/>
    public void Dispose()
    {
        Observer = null;
        _sockets.CloseAll();
        foreach (UdpLabNat nat in _nodes.Nats.Concat(_relays))
        {
            Completed.Require(nat.Nat.DisposeAsync());
        }

        _plan.Dispose();
    }

    internal void AddInterface(UdpLabHost first, string name, string? behind)
    {
        UdpLabHost added = _nodes.AddHost(
            name,
            new UdpLabHost(name, _plan.NextHost(), behind is null ? null : _nodes.Nat(behind), first.Machine, first)
        );
        Own(added);
    }

    /// <summary>Enters the address of a host into the books; a 1:1 NAT before it is given one that represents it.</summary>
    internal void Own(UdpLabHost host)
    {
        _books.Own(host.Address, host.Name);
        if (host.Behind is { Nat.IsOneToOne: true } nat && nat.Nat.ForwardedTo(host.Address) is null)
        {
            TransportAddress external = _plan.NextHost();
            _books.Own(external, nat.Name);
            nat.Nat.ForwardPort(external, host.Address);
        }
    }

    /// <summary>Where a channel of a host must really send: a further interface has its own relays for what programs know by the
    /// first.</summary>
    internal TransportAddress WayFrom(UdpLabHost host, in TransportAddress destination) =>
        host.First is { } first ? AddressToReach(host.Name, first.RemoteBehind(destination)) : destination;

    /// <summary>The source of a datagram as programs on the host know it, whatever interface it came in on.</summary>
    internal TransportAddress SourceAt(UdpLabHost host, in TransportAddress source) =>
        host.First is { } first ? AddressToReach(first.Name, host.RemoteBehind(source)) : source;

    internal bool IsCut(UdpLabHost host, in TransportAddress source) =>
        HostsByName.IsCut(_books.SenderOf(host.RemoteBehind(source)), host.Machine.Name);

    /// <summary>Where a datagram comes from on the network, and gives the socket that represents it here the same name.</summary>
    internal TransportAddress Seen(UdpLabHost host, in TransportAddress source)
    {
        TransportAddress seen = host.Seen(source);
        if (seen != source)
        {
            _names.Alias(source, NameOf(seen));
        }

        return seen;
    }

    internal string? OwnerOf(in TransportAddress address) => _books.OwnerOf(address);

    internal void RecordDrop(string node, ReadOnlySpan<byte> datagram, DropReason reason)
    {
        _books.Ledger.RecordDropped(reason);
        Observer?.OnDropped(node, datagram, reason);
    }

    /// <summary>Follows a translation: who sends from the external endpoint, and, for a relay, whose address it represents.</summary>
    /// <remarks>A firewall's external endpoint is the host's own, which the host has bound: others see the firewall's socket for
    /// it.</remarks>
    internal void Translated(string nat, in TransportAddress inside, in TransportAddress external, bool isRelay)
    {
        if (inside == external && _nodes.TryNat(nat, out UdpLabNat? firewall) && firewall.Nat.BoundAddress(external) is { } bound)
        {
            _names.Alias(bound, NameOf(inside));
        }

        _books.Follow(inside, external);
        if (isRelay)
        {
            _names.Alias(external, NameOf(inside));
        }
    }

    internal void OnPublic(in TransportAddress source, in TransportAddress destination, ReadOnlySpan<byte> datagram) =>
        Observer?.OnPublic(_books.SenderOf(source), datagram, source, destination);

    /// <summary>The kernel answers a datagram to a closed port with silence; the books say where it ended.</summary>
    internal void CloseIfNobodyListens(in TransportAddress destination, ReadOnlySpan<byte> datagram)
    {
        if (_books.IsClosed(destination))
        {
            _books.ClosedPorts++;
            string? without = _books.NetworkWithout(destination);
            string where = without ?? OwnerOf(destination) ?? LabLinks.Internet;
            DropReason reason = without is null ? DropReason.ClosedPort : DropReason.NoRoute;
            _books.Hops?.Ended(destination, where, reason);
            RecordDrop(where, datagram, reason);
        }
    }

    private UdpLabHosts HostsByName => field ??= new UdpLabHosts(this, _nodes.Host, () => Settle(), _books, _plan);

    /// <summary>
    /// Lets what was sent reach its end. Before a change of the network too: on the simulated network a datagram has met the old
    /// network by the time its send returns, so here it must not wait in the kernel for the new one.
    /// </summary>
    private bool Settle()
    {
        bool delivered = _pump.Settle() > 0;
        _books.Reconcile(_pump.Counters);
        _books.Hops?.Settled();
        return delivered;
    }

    private UdpNat Settled(string nat)
    {
        Settle();
        return _nodes.Nat(nat).Nat;
    }

    private UdpLabNat BuildNat(string name, NatOptions options, UdpLabNat? outer, int addresses, bool isRelay)
    {
        var external = new TransportAddress[addresses];
        for (int i = 0; i < addresses; i++)
        {
            external[i] = _plan.NextHost();
            _books.Own(external[i], name);
        }

        TransportAddress insideHost = _plan.NextHost();
        string outside = outer?.Name ?? LabLinks.Internet;
        UdpNatHops? hops = _books.Hops is null ? null : new UdpNatHops(_books.Hops, name, outside, isRelay, address => OwnerOf(address));
        UdpNat nat = new(
            new UdpNatOptions
            {
                Nat = options,
                InsideAddress = insideHost,
                ExternalAddresses = external,
                OutsideBindAddress = _plan.HasOwnAddresses ? null : _plan.NextHost(),
                Ports = Streams.Within("nat:").Within(name).Within("/").Stream("ports"),
                TimeProvider = Time,
                Pump = _pump,
                Observer = new UdpLabTap(this, name, outer is null, isRelay, hops),
            }
        );
        hops?.BoundAddress = external => nat.BoundAddress(external);
        return new UdpLabNat(name, nat, insideHost, outer, UdpLabNat.LinkBetween(Streams, name, outside));
    }

    private UdpLabNat FirstHop(UdpLabHost host)
    {
        if (host.Behind is { } nat)
        {
            return nat;
        }

        if (host.Relay is null)
        {
            host.Relay = BuildNat(host.Name, UdpNatOptions.PassThrough, outer: null, addresses: 1, isRelay: true);
            host.Relay.Nat.SetInsideLink(host.Address, host.Relay.Link);
            _relays.Add(host.Relay);
        }

        return host.Relay;
    }

    private AccessLink LinkOf(string node)
    {
        if (_nodes.TryNat(node, out UdpLabNat? nat))
        {
            return nat.Link;
        }

        UdpLabHost host = _nodes.Host(node);
        if (host.Behind is null)
        {
            host.AskForLink();
            return FirstHop(host).Link;
        }

        if (host.Link is null)
        {
            host.Link = UdpLabNat.LinkBetween(Streams, host.Name, host.Behind.Name);
            host.Behind.Nat.SetInsideLink(host.Address, host.Link);
        }

        return host.Link;
    }
}
