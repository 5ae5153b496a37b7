using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Simulation.Scheduling;

namespace JumpingVpn.Simulation.Topology;

/// <summary>
/// One direction of a link. Datagrams that keep their order wait in a ring of which only the head is in the event queue, under
/// the sequence number it drew on entry; one that overtakes goes into the event queue itself. The total order is the same as if
/// every datagram were queued, and the queue stays as short as the number of busy links.
/// </summary>
internal sealed class Pipe : EventTarget
{
    private const int HeadOfRing = -1;

    private readonly Fabric _fabric;
    private readonly SimulatedNode _node;
    private readonly bool _isUplink;
    private readonly LinkModel _model;
    private string? _name;
    private Waiting[] _ring = [];
    private int _head;
    private int _count;
    private int _underWay;

    public Pipe(Fabric fabric, SimulatedNode node, bool isUplink)
    {
        _fabric = fabric;
        _node = node;
        _isUplink = isUplink;
        (string from, string to) = isUplink ? (node.Name, node.Outside.Name) : (node.Outside.Name, node.Name);
        _model = new LinkModel(LinkOptions.Perfect, fabric.Random.Within("link:").Within(from).Within(">").Within(to).Within("/"));
        fabric.Loop.Register(this);
    }

    public bool IsUp { get; set; } = true;

    public LinkOptions Options
    {
        get => _model.Options;
        set => _model.Options = value;
    }

    // Made when it is first told, and kept: a lossy link tells it for every drop.
    private string Name => _name ??= _isUplink ? $"{_node.Name}>{_node.Outside.Name}" : $"{_node.Outside.Name}>{_node.Name}";

    /// <summary>Takes a packet at the sender's end.</summary>
    public void Enter(int packet)
    {
        if (!IsUp)
        {
            _fabric.Drop(packet, DropReason.LinkDown, Name);
            return;
        }

        // A perfect link is a wire: nothing to decide, nothing to wait for, nothing to show.
        if (_model.IsPerfect && _underWay == 0)
        {
            Leave(packet);
            return;
        }

        TimeSpan now = _fabric.Loop.Now;
        int length = _fabric.Packets[packet].Length;
        LinkFate fate = _model.Next(length, now);
        if (!fate.IsDelivered)
        {
            _fabric.Drop(packet, fate.Drop, Name);
            return;
        }

        for (int further = 1; further < fate.Copies; further++)
        {
            int copy = _fabric.Packets.Copy(packet);
            _fabric.Ledger.RecordDuplicate();
            if (_fabric.HasTaps)
            {
                _fabric.Tap(copy, HopKind.Duplicated, Name);
            }

            Carry(copy, _model.NextCopy(length, now));
        }

        Carry(packet, fate);
    }

    public override void Fire(int argument)
    {
        int packet = argument;
        if (argument == HeadOfRing)
        {
            packet = _ring[_head].Packet;
            _head = (_head + 1) & (_ring.Length - 1);
            _count--;
            if (_count > 0)
            {
                ScheduleHead();
            }
        }

        _underWay--;
        Leave(packet);
    }

    private void Carry(int packet, in LinkFate fate)
    {
        if (fate.FlippedBit >= 0)
        {
            ref Packet corrupted = ref _fabric.Packets[packet];
            fate.Corrupt(corrupted.Buffer.AsSpan(0, corrupted.Length));
            if (_fabric.HasTaps)
            {
                _fabric.Tap(packet, HopKind.Corrupted, Name);
            }
        }

        if (_fabric.HasTaps)
        {
            _fabric.Tap(packet, HopKind.Link, Name, delay: fate.Delay);
        }

        EventLoop loop = _fabric.Loop;
        long due = loop.NowTicks + fate.Delay.Ticks;
        long sequence = loop.NextSequence();
        _underWay++;
        if (_count > 0 && due < _ring[(_head + _count - 1) & (_ring.Length - 1)].Due)
        {
            loop.Schedule(due, sequence, this, packet);
            return;
        }

        if (_count == _ring.Length)
        {
            Grow();
        }

        _ring[(_head + _count) & (_ring.Length - 1)] = new Waiting(due, sequence, packet);
        if (++_count == 1)
        {
            ScheduleHead();
        }
    }

    private void ScheduleHead() => _fabric.Loop.Schedule(_ring[_head].Due, _ring[_head].Sequence, this, HeadOfRing);

    private void Leave(int packet)
    {
        if (_isUplink)
        {
            _node.Outside.Route(packet);
        }
        else
        {
            _node.Arrive(packet);
        }
    }

    private void Grow()
    {
        var larger = new Waiting[Math.Max(8, _ring.Length * 2)];
        for (int i = 0; i < _count; i++)
        {
            larger[i] = _ring[(_head + i) & (_ring.Length - 1)];
        }

        _ring = larger;
        _head = 0;
    }

    private readonly record struct Waiting(long Due, long Sequence, int Packet);
}
