using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Simulation.Scheduling;

namespace JumpingVpn.Simulation.Topology;

/// <summary>
/// One direction of a link. Datagrams that keep their order wait in a ring of which only the head is in the event queue, under
/// the sequence number it drew on entry; one that overtakes goes into the event queue itself. The total order is the same as if
/// every datagram were queued, and the queue stays as short as the number of busy links. Before a rate limit there is the link's own
/// queue, of which one event serves the head.
/// </summary>
/// <remarks>
/// With ten thousand hosts, what a datagram costs is the memory it touches: so the head is held in the pipe itself, and the pipe knows
/// where it leads to.
/// </remarks>
internal sealed class Pipe : EventTarget
{
    private const int HeadOfRing = -1;
    private const int HeadOfQueue = -2;

    private readonly Fabric _fabric;
    private readonly SimulatedNode _node;
    private readonly AddressRealm? _into; // null for a downlink, which leads to the node
    private string? _name;
    private Waiting _head;
    private Waiting[] _ring = []; // what waits behind the head
    private int _ringStart;
    private int _count; // the head included
    private long _lastDue;
    private List<Held>? _held;
    private OnPathStation? _onPath;
    private int _underWay;

    public Pipe(Fabric fabric, SimulatedNode node, bool isUplink)
    {
        _fabric = fabric;
        _node = node;
        _into = isUplink ? node.Outside : null;
        (string from, string to) = isUplink ? (node.Name, node.Outside.Name) : (node.Outside.Name, node.Name);
        Model = new LinkModel(LinkOptions.Perfect, fabric.Random.Within("link:").Within(from).Within(">").Within(to).Within("/"));
        fabric.Loop.Register(this);
    }

    public bool IsUp { get; set; } = true;

    /// <summary>True while the sender's end may refuse a send: its host is paused or down, the interface is not there, or it has
    /// learnt that
    /// a path carries only so much.</summary>
    public bool ChecksSends { get; set; }

    public SimulatedNode Node => _node;

    public LinkModel Model { get; }

    public TimeSpan Now => _fabric.Loop.Now;

    // Made when it is first told, and kept: a lossy link tells it for every drop.
    public string Name => _name ??= _into is not null ? $"{_node.Name}>{_node.Outside.Name}" : $"{_node.Outside.Name}>{_node.Name}";

    /// <summary>Takes a packet at the sender's end.</summary>
    public void Enter(int packet)
    {
        if (!IsUp)
        {
            _fabric.Drop(packet, DropReason.LinkDown, Name);
            return;
        }

        // A perfect link is a wire: nothing to decide, nothing to wait for, nothing to show.
        LinkModel model = Model;
        if (model.IsPerfect && _underWay == 0)
        {
            Leave(packet);
        }
        else if (model.IsPlain)
        {
            EnterPlain(packet, model);
        }
        else if (!model.IsIntercepted || (_onPath ??= new OnPathStation(_fabric, this)).Lets(packet))
        {
            Proceed(packet);
        }
    }

    /// <summary>Takes a packet past the attackers at the sender's end.</summary>
    public void Proceed(int packet)
    {
        TimeSpan now = _fabric.Loop.Now;
        ref Packet entering = ref _fabric.Packets[packet];
        int length = entering.Length;
        LinkFate fate = Model.HasFaults
            ? Model.Next(entering.Payload, entering.Source, entering.Destination, now)
            : Model.Next(length, now);
        for (int further = 1; further < fate.Copies; further++)
        {
            int copy = _fabric.Packets.Copy(packet);
            _fabric.Ledger.RecordDuplicate();
            if (_fabric.HasTaps)
            {
                _fabric.Tap(copy, HopKind.Duplicated, Name);
            }

            Take(copy, Model.NextCopy(length, now), now);
        }

        Take(packet, fate, now);
    }

    public override void Fire(int argument)
    {
        if (argument == HeadOfQueue)
        {
            ServeQueue();
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

        _underWay--;
        Leave(packet);
    }

    private void EnterPlain(int packet, LinkModel model)
    {
        TimeSpan now = _fabric.Loop.Now;
        DropReason drop = model.Admit(_fabric.Packets[packet].Length, now);
        if (drop != DropReason.None)
        {
            Refuse(packet, drop);
        }
        else
        {
            Carry(packet, model.Depart(now));
        }
    }

    private void Take(int packet, in LinkFate fate, TimeSpan now)
    {
        if (!fate.IsDelivered)
        {
            Refuse(packet, fate.Drop);
            return;
        }

        if (fate.IsCorrupted)
        {
            Corrupt(packet, fate);
        }

        if (fate.HeldBy is { } fault)
        {
            Hold(packet, fault);
        }
        else if (fate.IsQueued)
        {
            Enqueue(packet, fate.Delay, now);
        }
        else
        {
            Carry(packet, fate.Delay);
        }
    }

    private void Refuse(int packet, DropReason reason)
    {
        if (reason == DropReason.Mtu && Model.SignalledMtu is { } mtu)
        {
            _fabric.SignalMtu(packet, _into is null ? _node.Outside : null, mtu);
        }

        _fabric.Drop(packet, reason, Name);
    }

    private void Corrupt(int packet, in LinkFate fate)
    {
        _fabric.Packets.Resize(packet, fate.LengthChange);
        ref Packet corrupted = ref _fabric.Packets[packet];
        fate.Corrupt(corrupted.Buffer.AsSpan(0, corrupted.Length));
        if (_fabric.HasTaps)
        {
            _fabric.Tap(packet, HopKind.Corrupted, Name);
        }
    }

    private void Hold(int packet, LinkFault fault)
    {
        (_held ??= []).Add(new Held(fault, packet));
        fault.Released ??= ReleaseHeld;
        _underWay++;
        _fabric.Held++;
    }

    private void ReleaseHeld(LinkHold fault)
    {
        List<Held> held = _held!;
        _held = held.FindAll(it => it.Fault != fault);
        foreach (Held released in held)
        {
            if (released.Fault == fault)
            {
                _underWay--;
                _fabric.Held--;
                Carry(released.Packet, Model.Depart(_fabric.Loop.Now));
            }
        }
    }

    private void Enqueue(int packet, TimeSpan extraDelay, TimeSpan now)
    {
        LinkQueue queue = Model.Queue;
        int length = _fabric.Packets[packet].Length;
        while (queue.TryEvict(length, out QueuedDatagram evicted))
        {
            _underWay--;
            _fabric.Drop(evicted.Handle, evicted.Drop, Name);
        }

        if (!queue.TryEnter(packet, length, extraDelay, now))
        {
            _fabric.Drop(packet, DropReason.QueueFull, Name);
            return;
        }

        _underWay++;
        if (queue.Count == 1)
        {
            ScheduleQueue();
        }
    }

    private void ServeQueue()
    {
        TimeSpan now = _fabric.Loop.Now;
        while (Model.Queue.TryLeave(now, out QueuedDatagram left))
        {
            _underWay--;
            if (left.Drop != DropReason.None)
            {
                _fabric.Drop(left.Handle, left.Drop, Name);
            }
            else
            {
                Carry(left.Handle, left.ExtraDelay + Model.Depart(now));
            }
        }

        if (Model.Queue.Count > 0)
        {
            ScheduleQueue();
        }
    }

    private void ScheduleQueue() => _fabric.Loop.Schedule(Model.Queue.NextDeparture.Ticks, this, HeadOfQueue);

    private void Carry(int packet, TimeSpan delay)
    {
        if (_fabric.HasTaps)
        {
            _fabric.Tap(packet, HopKind.Link, Name, delay: delay);
        }

        EventLoop loop = _fabric.Loop;
        long due = loop.NowTicks + delay.Ticks;
        long sequence = loop.NextSequence();
        _underWay++;
        if (_count == 0)
        {
            _head = new Waiting(due, sequence, packet);
            ScheduleHead();
        }
        else if (due < _lastDue)
        {
            loop.Schedule(due, sequence, this, packet);
            return;
        }
        else
        {
            Append(new Waiting(due, sequence, packet));
        }

        _lastDue = due;
        _count++;
    }

    private void ScheduleHead() => _fabric.Loop.Schedule(_head.Due, _head.Sequence, this, HeadOfRing);

    private void Leave(int packet)
    {
        if (_into is { } realm)
        {
            realm.Route(packet);
        }
        else
        {
            _node.Arrive(packet);
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

    private readonly record struct Held(LinkFault Fault, int Packet);

    private readonly record struct Waiting(long Due, long Sequence, int Packet);
}
