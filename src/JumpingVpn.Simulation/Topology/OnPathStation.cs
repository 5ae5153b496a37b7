using JumpingVpn.Network.Adversary;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Simulation.Scheduling;

namespace JumpingVpn.Simulation.Topology;

/// <summary>Where attackers stand on one direction of a link: it does with a packet what they decide, before the link sees it.</summary>
internal sealed class OnPathStation : EventTarget
{
    private readonly Fabric _fabric;
    private readonly Pipe _pipe;
    private List<(InterceptionPoint Point, int Packet)> _held = [];

    public OnPathStation(Fabric fabric, Pipe pipe)
    {
        _fabric = fabric;
        _pipe = pipe;
        fabric.Loop.Register(this);
    }

    /// <summary>Shows a packet to the attackers.</summary>
    /// <returns>True where it enters the link now; else it was dropped or waits here.</returns>
    public bool Lets(int packet)
    {
        Packet seen = _fabric.Packets[packet];
        var datagram = new InterceptedDatagram(seen.Payload, seen.Source, seen.Destination, _fabric.Loop.Now);
        if (!_pipe.Model.Interceptors.Judge(datagram, out Interception decision, out InterceptionPoint? by))
        {
            return true;
        }

        switch (decision.Kind)
        {
            case InterceptionKind.Drop:
                _fabric.Drop(packet, DropReason.Adversary, _pipe.Name);
                return false;
            case InterceptionKind.Hold:
                Hold(packet, by);
                return false;
            default:
                return Forwards(packet, decision);
        }
    }

    /// <summary>Lets a packet enter the link that waited here.</summary>
    public override void Fire(int argument)
    {
        if (_pipe.IsUp)
        {
            _pipe.Proceed(argument);
        }
        else
        {
            _fabric.Drop(argument, DropReason.LinkDown, _pipe.Name);
        }
    }

    private bool Forwards(int packet, in Interception decision)
    {
        if (decision.Payload is { } payload)
        {
            _fabric.Packets.Resize(packet, payload.Length - _fabric.Packets[packet].Length);
            payload.Span.CopyTo(_fabric.Packets[packet].Buffer);
            if (_fabric.HasTaps)
            {
                _fabric.Tap(packet, HopKind.Rewritten, _pipe.Name);
            }
        }

        if (decision.Wait > TimeSpan.Zero)
        {
            _fabric.Loop.Schedule(_fabric.Loop.NowTicks + decision.Wait.Ticks, this, packet);
        }

        return decision.Wait == TimeSpan.Zero;
    }

    private void Hold(int packet, InterceptionPoint by)
    {
        _held.Add((by, packet));
        _fabric.Held++;
        by.CountHeld(+1);
        by.Released ??= Release;
    }

    private void Release(LinkHold point)
    {
        List<(InterceptionPoint Point, int Packet)> held = _held;
        _held = held.FindAll(it => it.Point != point);
        foreach ((InterceptionPoint holder, int packet) in held)
        {
            if (holder == point)
            {
                holder.CountHeld(-1);
                _fabric.Held--;
                _fabric.Loop.Schedule(_fabric.Loop.NowTicks, this, packet);
            }
        }
    }
}
