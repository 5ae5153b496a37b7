using JumpingVpn.Network.Adversary;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Links;
using JumpingVpn.Network.Randomness;
using JumpingVpn.Simulation.Scheduling;

namespace JumpingVpn.Simulation.Topology;

/// <summary>
/// One direction of a link of the simulated network. Datagrams in flight that keep their order wait in a ring of which only the head is in
/// the event queue, under the sequence number it drew on entry; one that overtakes goes into the event queue itself. The total order is the
/// same as if every datagram were queued, and the queue stays as short as the number of busy links.
/// </summary>
/// <remarks>
/// With ten thousand hosts, what a datagram costs is the memory it touches: so the head is held in the pipe itself, and the pipe knows
/// where it leads to.
/// </remarks>
internal sealed class Pipe : LinkPassage, IEventTarget
{
    // What an event of this pipe is about: a packet that overtakes (0 or more), the head, or a token of the passage counted down from here.
    private const int HeadOfRing = -1;
    private const int FirstToken = -2;

    private readonly Fabric _fabric;
    private readonly int _target;
    private readonly AddressRealm? _into; // null for a downlink, which leads to the node
    private string? _name;
    private Waiting _head;
    private Waiting[] _ring = []; // what waits behind the head
    private int _ringStart;
    private int _count; // the head included
    private long _lastDue;

    public Pipe(Fabric fabric, SimulatedNode node, bool isUplink)
        : base(StreamsOf(fabric, node, isUplink))
    {
        _fabric = fabric;
        Node = node;
        _into = isUplink ? node.Outside : null;
        _target = fabric.Loop.Register(this);
    }

    /// <summary>True while the sender's end may refuse a send: its host is paused or down, the interface is not there, or it has
    /// learnt that a path carries only so much.</summary>
    public bool ChecksSends { get; set; }

    public SimulatedNode Node { get; }

    public TimeSpan Now => _fabric.Loop.Now;

    // Made when it is first told, and kept: a lossy link tells it for every drop.
    public string Name => _name ??= _into is not null ? $"{Node.Name}>{Node.Outside.Name}" : $"{Node.Outside.Name}>{Node.Name}";

    /// <summary>Takes a packet at the sender's end.</summary>
    public void Enter(int packet)
    {
        if (IsWire)
        {
            Leave(packet);
        }
        else
        {
            Enter(packet, _fabric.Packets[packet].Length, _fabric.Loop.Now);
        }
    }

    public void Fire(int argument)
    {
        if (argument <= FirstToken)
        {
            Wake(FirstToken - argument, _fabric.Loop.Now);
            return;
        }

        int packet = argument;
        if (argument == HeadOfRing)
        {
            packet = _head.Packet;
            if (--_count > 0)
            {
                _head = _ring[_ringStart];
                _ringStart = (_ringStart + 1) & (_ring.Length - 1);
                ScheduleHead();
            }
        }

        Arrived();
        Leave(packet);
    }

    protected override InterceptedDatagram Look(int datagram, TimeSpan now)
    {
        ref Packet seen = ref _fabric.Packets[datagram];
        return new InterceptedDatagram(_fabric.Packets.Payload(datagram), seen.Source, seen.Destination, now);
    }

    protected override int Duplicate(int datagram)
    {
        int copy = _fabric.Packets.Copy(datagram);
        _fabric.Ledger.RecordDuplicate();
        Tap(copy, HopKind.Duplicated);
        return copy;
    }

    protected override void Corrupt(int datagram, in LinkFate fate)
    {
        fate.Corrupt(_fabric.Packets.Resize(datagram, _fabric.Packets[datagram].Length + fate.LengthChange));
        Tap(datagram, HopKind.Corrupted);
    }

    protected override void Rewrite(int datagram, ReadOnlySpan<byte> payload)
    {
        payload.CopyTo(_fabric.Packets.Resize(datagram, payload.Length));
        Tap(datagram, HopKind.Rewritten);
    }

    protected override void Drop(int datagram, DropReason reason)
    {
        if (reason == DropReason.Mtu && SignalledMtu is { } mtu)
        {
            _fabric.SignalMtu(datagram, _into is null ? Node.Outside : null, mtu);
        }

        _fabric.Drop(datagram, reason, Name);
    }

    protected override void Depart(int datagram, TimeSpan arrival)
    {
        EventLoop loop = _fabric.Loop;
        if (_fabric.HasTaps)
        {
            _fabric.Tap(datagram, HopKind.Link, Name, delay: arrival - loop.Now);
        }

        long due = arrival.Ticks;
        long sequence = loop.NextSequence();
        if (_count == 0)
        {
            _head = new Waiting(due, sequence, datagram);
            ScheduleHead();
        }
        else if (due < _lastDue)
        {
            loop.Schedule(due, sequence, _target, datagram);
            return;
        }
        else
        {
            Append(new Waiting(due, sequence, datagram));
        }

        _lastDue = due;
        _count++;
    }

    protected override void WakeAt(int token, TimeSpan due) => _fabric.Loop.Schedule(due.Ticks, _target, FirstToken - token);

    protected override void CountHeld(int change) => _fabric.Held += change;

    protected override void OnReleased(LinkHold holder) => ReleaseHeld(holder, _fabric.Loop.Now);

    private static RandomSource StreamsOf(Fabric fabric, SimulatedNode node, bool isUplink)
    {
        (string from, string to) = isUplink ? (node.Name, node.Outside.Name) : (node.Outside.Name, node.Name);
        return fabric.Random.Within("link:").Within(from).Within(">").Within(to).Within("/");
    }

    private void Tap(int packet, HopKind kind)
    {
        if (_fabric.HasTaps)
        {
            _fabric.Tap(packet, kind, Name);
        }
    }

    private void ScheduleHead() => _fabric.Loop.Schedule(_head.Due, _head.Sequence, _target, HeadOfRing);

    private void Leave(int packet)
    {
        if (_into is { } realm)
        {
            realm.Route(packet);
        }
        else
        {
            Node.Arrive(packet);
        }
    }

    private void Append(in Waiting last)
    {
        int behindHead = _count - 1;
        if (behindHead == _ring.Length)
        {
            var larger = new Waiting[Math.Max(8, _ring.Length * 2)];
            for (int i = 0; i < behindHead; i++)
            {
                larger[i] = _ring[(_ringStart + i) & (_ring.Length - 1)];
            }

            _ring = larger;
            _ringStart = 0;
        }

        _ring[(_ringStart + behindHead) & (_ring.Length - 1)] = last;
    }

    private readonly record struct Waiting(long Due, long Sequence, int Packet);
}
