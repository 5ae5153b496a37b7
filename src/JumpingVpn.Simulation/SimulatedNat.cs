using JumpingVpn.Datagrams;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Nat;
using JumpingVpn.Simulation.Topology;

namespace JumpingVpn.Simulation;

/// <summary>
/// A NAT between the network it is attached to and the hosts and NATs behind it; or a stateful firewall, where its options translate
/// nothing: then what is behind it has addresses of the network outside.
/// </summary>
public sealed class SimulatedNat : SimulatedNode
{
    private readonly NatTable _table;

    internal SimulatedNat(Fabric fabric, string name, AddressRealm outside, NatOptions options, int number, int addresses, bool isIPv6)
        : base(fabric, name, outside)
    {
        var pool = new TransportAddress[addresses];
        for (int i = 0; i < addresses; i++)
        {
            pool[i] = outside.NextNat(isIPv6);
            outside.Attach(pool[i], this);
        }

        _table = new NatTable(options, pool, fabric.Random.Within("nat:").Within(name).Within("/").Stream("ports"));
        Inside = new AddressRealm(fabric, name, AddressPlan.Behind(number), gateway: this, shares: options.Translates ? null : outside);
    }

    /// <summary>The behaviour.</summary>
    public NatOptions Options => _table.Options;

    /// <summary>The addresses that the network outside sees, with port 0.</summary>
    public IReadOnlyList<TransportAddress> ExternalAddresses => _table.ExternalAddresses;

    /// <summary>The live mappings, oldest first, both sides; a copy.</summary>
    public IReadOnlyList<NatMapping> Mappings => _table.Mappings(Fabric.Loop.Now);

    internal AddressRealm Inside { get; }

    /// <summary>The external endpoint under which a remote reaches an inside one; null if there is none.</summary>
    internal TransportAddress? ExternalOf(TransportAddress inside, TransportAddress remote) =>
        ForwardedTo(inside)
        ?? Mappings
            .FirstOrDefault(it =>
                it.Inside == inside && (it.Remote is not { } bound || (bound.Port == 0 ? bound.SameHost(remote) : bound == remote))
            )
            ?.External;

    /// <summary>Forwards an external port to a port of a host, or of a NAT, behind this one; for everybody and permanently.</summary>
    /// <param name="inside">The inside endpoint.</param>
    /// <param name="externalPort">The port on the first external address; 0 for the same as inside, or the next above
    /// it that is free.</param>
    /// <returns>The external endpoint.</returns>
    /// <exception cref="ArgumentException">It is a firewall, or one of the endpoints is taken.</exception>
    public TransportAddress Forward(in TransportAddress inside, ushort externalPort = 0)
    {
        TransportAddress address = ExternalAddresses.Count == 0 ? default : ExternalAddresses[0];
        TransportAddress external = address.WithPort(externalPort == 0 ? FreePort(address, inside.Port) : externalPort);
        _table.Forward(external, inside, Fabric.Loop.Now);
        return external;
    }

    /// <summary>The external endpoint that is forwarded to an inside one, by <see cref="Forward"/> or because the NAT is 1:1; null
    /// where none is.</summary>
    public TransportAddress? ForwardedTo(in TransportAddress inside) => _table.ForwardedTo(inside);

    /// <summary>Rebinds every live mapping to another external endpoint; the hosts inside do not notice.</summary>
    /// <param name="kind">What changes. A NAT with one address is given another by the network before the address changes.</param>
    /// <returns>What changed, oldest mapping first.</returns>
    public IReadOnlyList<NatRebinding> Rebind(NatRebindingKind kind = NatRebindingKind.Port) => Rebind(kind, NatScope.All);

    /// <summary>Rebinds the mappings of one host behind this NAT.</summary>
    /// <inheritdoc cref="Rebind(NatRebindingKind)"/>
    public IReadOnlyList<NatRebinding> Rebind(NatRebindingKind kind, SimulatedHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return Rebind(kind, NatScope.Host(host.Address));
    }

    /// <summary>Rebinds the mappings in scope.</summary>
    /// <inheritdoc cref="Rebind(NatRebindingKind)"/>
    public IReadOnlyList<NatRebinding> Rebind(NatRebindingKind kind, in NatScope scope)
    {
        if (kind != NatRebindingKind.Port && _table.ExternalAddresses.Count == 1)
        {
            TransportAddress further = Outside.NextNat(isIPv6: !_table.ExternalAddresses[0].IsIPv4);
            Outside.Attach(further, this);
            _table.AddExternalAddress(further);
        }

        return _table.Rebind(kind, scope, Fabric.Loop.Now);
    }

    /// <summary>Forgets all mappings, as a reboot does; the next datagram from inside makes a new one.</summary>
    /// <returns>How many live mappings were forgotten.</returns>
    public int Flush() => Flush(NatScope.All);

    /// <summary>Forgets the mappings in scope.</summary>
    /// <inheritdoc cref="Flush()"/>
    public int Flush(in NatScope scope) => _table.Flush(scope, Fabric.Loop.Now);

    /// <summary>Starts the NAT again: mappings, ports held down, pairings and port blocks are forgotten.</summary>
    /// <returns>How many live mappings were forgotten.</returns>
    public int Reboot() => _table.Reboot(Fabric.Loop.Now);

    /// <inheritdoc cref="NatTable.EnsureBalanced"/>
    public void EnsureBalanced() => _table.EnsureBalanced();

    /// <inheritdoc cref="NatTable.MakeStuck"/>
    public int MakeStuck(in NatScope scope) => _table.MakeStuck(scope, Fabric.Loop.Now);

    /// <summary>Gives the live mappings in scope to another host behind this NAT, at the same ports.</summary>
    /// <returns>How many mappings changed hands.</returns>
    public int Steal(in NatScope scope, SimulatedHost thief)
    {
        ArgumentNullException.ThrowIfNull(thief);
        return _table.Steal(scope, thief.Address, Fabric.Loop.Now);
    }

    /// <summary>Gives an address behind a 1:1 NAT its counterpart outside.</summary>
    internal void Adopt(in TransportAddress inside)
    {
        if (Options.OneToOne && _table.ForwardedTo(inside) is null)
        {
            TransportAddress external = Outside.NextNat(isIPv6: !inside.IsIPv4);
            Outside.Attach(external, this);
            _table.Forward(external, inside, Fabric.Loop.Now);
        }
    }

    /// <summary>Takes a packet from inside that leaves the realm.</summary>
    internal void SendOut(int packet)
    {
        ref Packet leaving = ref Fabric.Packets[packet];
        NatVerdict verdict = _table.TranslateOutbound(leaving.Source, leaving.Destination, Fabric.Loop.Now);
        if (!verdict.IsForwarded)
        {
            Fabric.Drop(packet, verdict.Drop, Name);
            return;
        }

        if (verdict.Address.IsIPv4 != leaving.Destination.IsIPv4)
        {
            Fabric.Drop(packet, DropReason.NoRoute, Name); // no NAT here translates between the families
            return;
        }

        if (verdict.TurnedTo is { } peer)
        {
            TurnAround(packet, verdict.Address, peer);
            return;
        }

        if (Fabric.HasTaps)
        {
            Fabric.Tap(packet, HopKind.NatOutbound, Name, translated: verdict.Address);
        }

        Fabric.Packets[packet].Source = verdict.Address;
        Link.UpPipe.Enter(packet);
    }

    /// <summary>Takes a packet from outside.</summary>
    internal override void Arrive(int packet)
    {
        ref Packet arrived = ref Fabric.Packets[packet];
        NatVerdict verdict = _table.TranslateInbound(arrived.Destination, arrived.Source, Fabric.Loop.Now);
        if (!verdict.IsForwarded)
        {
            Fabric.Drop(packet, verdict.Drop, Name);
            return;
        }

        if (Fabric.HasTaps)
        {
            Fabric.Tap(packet, HopKind.NatInbound, Name, translated: verdict.Address);
        }

        Fabric.Packets[packet].Destination = verdict.Address;
        Inside.RouteInwards(packet);
    }

    private void TurnAround(int packet, in TransportAddress source, in TransportAddress peer)
    {
        if (Fabric.HasTaps)
        {
            Fabric.Tap(packet, HopKind.NatHairpin, Name, translated: peer);
        }

        ref Packet turned = ref Fabric.Packets[packet];
        turned.Source = source;
        turned.Destination = peer;
        Inside.RouteInwards(packet);
    }

    /// <summary>The port itself where none is free.</summary>
    private ushort FreePort(in TransportAddress address, ushort port)
    {
        ushort free = port;
        while (!_table.IsFree(address.WithPort(free), Fabric.Loop.Now))
        {
            free = free == ushort.MaxValue ? (ushort)1 : (ushort)(free + 1);
            if (free == port)
            {
                break;
            }
        }

        return free;
    }
}
