using JumpingVpn.Datagrams;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Randomness;
using JumpingVpn.Simulation.Scheduling;

namespace JumpingVpn.Simulation.Topology;

/// <summary>What every part of one network shares: the loop, the datagrams in flight, the ledger, the taps and the partitions.</summary>
internal sealed class Fabric : IEventTarget
{
    private readonly List<SimulatedInterface> _interfaces = [];
    private readonly List<Partition> _partitions = [];
    private readonly List<Partition> _everyPartition = [];
    private readonly int _target;
    private INetworkTap[] _taps = [];

    public Fabric(EventLoop loop, RandomSource random)
    {
        Loop = loop;
        Random = random;
        _target = loop.Register(this);
    }

    public EventLoop Loop { get; }

    public RandomSource Random { get; }

    public PacketStore Packets { get; } = new();

    public DatagramLedger Ledger { get; } = new();

    public bool HasTaps => _taps.Length > 0;

    /// <summary>How many datagrams wait for a fault or an attacker to release them.</summary>
    public int Held { get; set; }

    /// <summary>True while a sender's call is on the stack: no receiver may be called then.</summary>
    public bool InSend { get; set; }

    public int Enlist(SimulatedInterface added)
    {
        _interfaces.Add(added);
        return _interfaces.Count - 1;
    }

    public void AddTap(INetworkTap tap) => _taps = [.. _taps, tap];

    public void RemoveTap(INetworkTap tap) => _taps = Array.FindAll(_taps, it => it != tap);

    /// <summary>Partitions, ended ones too, that never stopped a datagram.</summary>
    public IEnumerable<string> VacuousPartitions => _everyPartition.Where(it => it.Hits == 0).Select(it => it.ToString());

    public void Add(Partition partition)
    {
        _partitions.Add(partition);
        _everyPartition.Add(partition);
    }

    public void Remove(Partition partition) => _partitions.Remove(partition);

    public bool IsCut(int origin, int receiver)
    {
        if (_partitions.Count == 0 || origin < 0)
        {
            return false;
        }

        foreach (Partition partition in _partitions)
        {
            if (partition.Separates(_interfaces[origin].Host, _interfaces[receiver].Host))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Gives the packet to its receiver as its own event, at the present time.</summary>
    public void Defer(int packet, int receiver)
    {
        Packets[packet].Receiver = receiver;
        Loop.Schedule(Loop.NowTicks, _target, packet);
    }

    /// <summary>Tells the sender of a packet how long a payload may be on its path. It learns at once.</summary>
    /// <param name="packet">A packet that was too long.</param>
    /// <param name="reached">The realm in which it was on its way to its receiver; null if it was still on its way out.</param>
    /// <param name="mtu">The longest payload that passes.</param>
    public void SignalMtu(int packet, AddressRealm? reached, int mtu)
    {
        Packet seen = Packets[packet];
        if (seen.Origin < 0)
        {
            return;
        }

        // NATs on the way in have rewritten the destination: the sender knows the address on their outside.
        SimulatedInterface sender = _interfaces[seen.Origin];
        TransportAddress destination = seen.Destination;
        for (AddressRealm? realm = reached; realm?.Gateway is { } nat && realm != sender.Outside; realm = nat.Outside)
        {
            destination = nat.ExternalOf(destination, seen.Source) ?? destination;
        }

        sender.LearnPathMtu(destination, mtu);
    }

    public void Fire(int argument) => _interfaces[Packets[argument].Receiver].Deliver(argument);

    public void Drop(int packet, DropReason reason, string where)
    {
        Ledger.RecordDropped(reason);
        if (HasTaps)
        {
            Tap(packet, HopKind.Dropped, where, drop: reason);
        }

        Packets.Return(packet);
    }

    /// <summary>Shows the packet to the taps; callers look at <see cref="HasTaps"/> first.</summary>
    public void Tap(
        int packet,
        HopKind kind,
        string where,
        TransportAddress? translated = null,
        TimeSpan? delay = null,
        DropReason drop = DropReason.None
    )
    {
        Packet seen = Packets[packet];
        var hop = new NetworkHop
        {
            At = Loop.Now,
            Kind = kind,
            Datagram = seen.Id,
            Where = where,
            Source = seen.Source,
            Destination = seen.Destination,
            Translated = translated,
            Delay = delay,
            Drop = drop,
        };
        foreach (INetworkTap tap in _taps)
        {
            tap.OnHop(hop, Packets.Payload(packet));
        }
    }
}
