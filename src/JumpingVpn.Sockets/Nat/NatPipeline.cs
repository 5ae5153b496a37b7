using JumpingVpn.Datagrams;
using JumpingVpn.Network.Adversary;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Nat;

namespace JumpingVpn.Sockets.Nat;

/// <summary>
/// The way of a datagram through a NAT: inside link, translation, outside link, and back. At every point it is in exactly one
/// place, and the ledger knows which.
/// </summary>
/// <remarks>Thread rule: under the NAT's lock.</remarks>
internal sealed class NatPipeline
{
    private readonly NatTable _table;
    private readonly InsidePorts _inside;
    private readonly OutsidePorts _outside;
    private readonly AccessLinks _links;
    private readonly DelayLine _delayed;
    private readonly INatObserver? _observer;

    private static LinkFate Unharmed { get; } = new(DropReason.None, TimeSpan.Zero, FlippedBit: -1, Copies: 1);

    public NatPipeline(
        NatTable table,
        InsidePorts inside,
        OutsidePorts outside,
        AccessLinks links,
        DelayLine delayed,
        INatObserver? observer
    )
    {
        _table = table;
        _inside = inside;
        _outside = outside;
        _links = links;
        _delayed = delayed;
        _observer = observer;
    }

    public DatagramLedger Ledger { get; } = new();

    /// <summary>Takes a datagram that came in on either side, and moves everything that is due.</summary>
    public void Enter(in Transit transit, ReadOnlySpan<byte> datagram)
    {
        Ledger.RecordHandedOver();
        Observe(NatPassageKind.Entered, transit, datagram);
        Cross(transit, datagram);
        MoveDue();
    }

    /// <summary>Moves everything that is due to the end of its link and beyond.</summary>
    public void MoveDue()
    {
        while (_delayed.TryTakeDue(out DelayLine.Delayed delayed, out LinkModel? served))
        {
            if (served is not null)
            {
                ServeQueue(served);
                continue;
            }

            GoOn(delayed);
            DelayLine.Release(delayed);
        }

        _delayed.Arm();
    }

    /// <summary>Drops everything that is under way, because the NAT goes down.</summary>
    public void DropAll()
    {
        foreach (DelayLine.Delayed delayed in _delayed.TakeAll())
        {
            Drop(delayed.Transit, delayed.Datagram, DropReason.HostDown);
            DelayLine.Release(delayed);
        }
    }

    /// <summary>Sends a forged datagram to a remote straight from the socket of an external endpoint.</summary>
    /// <returns>False where that endpoint has no socket.</returns>
    public bool Forge(in TransportAddress external, in TransportAddress remote, ReadOnlySpan<byte> datagram)
    {
        if (_outside.Find(external) is not { } socket)
        {
            return false;
        }

        Transit transit = new(Hop.OutsideUp, default, external, remote, Injected: true);
        Ledger.RecordHandedOver();
        Observe(NatPassageKind.Entered, transit, datagram);
        Transmit(transit, socket, _inside.Via(remote), datagram);
        return true;
    }

    private void Cross(in Transit transit, ReadOnlySpan<byte> datagram)
    {
        if (_links.Of(transit) is not { } link)
        {
            LeaveLink(transit, datagram);
            return;
        }

        if (!link.IsUp)
        {
            Drop(transit, datagram, DropReason.LinkDown);
        }
        else if (link.IsWire(transit.Direction))
        {
            LeaveLink(transit, datagram);
        }
        else if (link.Model(transit.Direction).IsIntercepted)
        {
            CrossAttackers(transit, link, datagram);
        }
        else
        {
            CrossImpaired(transit, link, datagram);
        }
    }

    /// <summary>Shows a datagram to the attackers at the entrance of a link, and does what they decide.</summary>
    private void CrossAttackers(in Transit transit, AccessLink link, ReadOnlySpan<byte> datagram)
    {
        TimeSpan now = _delayed.Now;
        var shown = new InterceptedDatagram(datagram, transit.Source, transit.Destination, now);
        if (!link.Model(transit.Direction).Interceptors.Judge(shown, out Interception decision, out InterceptionPoint? by))
        {
            CrossImpaired(transit, link, datagram);
            return;
        }

        ReadOnlySpan<byte> goesOn = decision.Payload is { } payload ? payload.Span : datagram;
        bool waits = decision.Kind == InterceptionKind.Hold || decision.Wait > TimeSpan.Zero;
        if (decision.Kind == InterceptionKind.Drop || (waits && _delayed.IsFull))
        {
            Drop(transit, datagram, decision.Kind == InterceptionKind.Drop ? DropReason.Adversary : DropReason.QueueFull);
        }
        else if (!waits)
        {
            CrossImpaired(transit, link, goesOn);
        }
        else
        {
            int slot = _delayed.Store(transit, link, goesOn, Unharmed, entersLink: true);
            if (decision.Kind == InterceptionKind.Hold)
            {
                _delayed.Hold(slot, by);
            }
            else
            {
                _delayed.Plan(slot, now + decision.Wait);
            }
        }
    }

    /// <summary>Moves a datagram on whose wait is over: past its link, or into it where an attacker had kept it.</summary>
    private void GoOn(in DelayLine.Delayed delayed)
    {
        if (!delayed.EntersLink)
        {
            LeaveLink(delayed.Transit, delayed.Datagram);
        }
        else if (!delayed.Link.IsUp)
        {
            Drop(delayed.Transit, delayed.Datagram, DropReason.LinkDown);
        }
        else
        {
            CrossImpaired(delayed.Transit, delayed.Link, delayed.Datagram);
        }
    }

    private void CrossImpaired(in Transit transit, AccessLink link, ReadOnlySpan<byte> datagram)
    {
        TimeSpan now = _delayed.Now;
        LinkModel model = link.Model(transit.Direction);
        LinkFate fate = model.Next(datagram, transit.Source, transit.Destination, now);

        // Copies go first, as on the simulated network: of two that are due together the sequence decides.
        for (int copy = 1; copy < fate.Copies; copy++)
        {
            Ledger.RecordDuplicate();
            Observe(NatPassageKind.Duplicated, transit, datagram);
            Take(transit, link, datagram, model.NextCopy(datagram.Length, now), now);
        }

        Take(transit, link, datagram, fate, now);
    }

    private void Take(in Transit transit, AccessLink link, ReadOnlySpan<byte> datagram, in LinkFate fate, TimeSpan now)
    {
        DropReason drop = fate.IsDelivered && _delayed.IsFull ? DropReason.QueueFull : fate.Drop;
        if (drop != DropReason.None)
        {
            Drop(transit, datagram, drop);
            return;
        }

        int slot = _delayed.Store(transit, link, datagram, fate);
        if (fate.HeldBy is { } fault)
        {
            _delayed.Hold(slot, fault);
        }
        else if (fate.IsQueued)
        {
            Enqueue(link.Model(transit.Direction).Queue, slot, fate.Delay, now);
        }
        else
        {
            _delayed.Plan(slot, now + fate.Delay);
        }
    }

    private void Enqueue(LinkQueue queue, int slot, TimeSpan extraDelay, TimeSpan now)
    {
        int length = _delayed[slot].Length;
        while (queue.TryEvict(length, out QueuedDatagram evicted))
        {
            GiveUp(evicted.Handle, evicted.Drop);
        }

        if (!queue.TryEnter(slot, length, extraDelay, now))
        {
            GiveUp(slot, DropReason.QueueFull);
        }
        else if (queue.Count == 1)
        {
            _delayed.PlanService(slot, queue.NextDeparture);
        }
    }

    private void ServeQueue(LinkModel model)
    {
        TimeSpan now = _delayed.Now;
        while (model.Queue.TryLeave(now, out QueuedDatagram left))
        {
            if (left.Drop != DropReason.None)
            {
                GiveUp(left.Handle, left.Drop);
            }
            else
            {
                _delayed.Plan(left.Handle, now + left.ExtraDelay + model.Depart(now));
            }
        }

        if (model.Queue.TryPeek(out int head))
        {
            _delayed.PlanService(head, model.Queue.NextDeparture);
        }
    }

    private void GiveUp(int slot, DropReason reason)
    {
        DelayLine.Delayed given = _delayed.Take(slot);
        Drop(given.Transit, given.Datagram, reason);
        DelayLine.Release(given);
    }

    private void LeaveLink(in Transit transit, ReadOnlySpan<byte> datagram)
    {
        switch (transit.Hop)
        {
            case Hop.InsideUp:
                TranslateOutbound(transit, datagram);
                break;
            case Hop.OutsideUp:
                Transmit(transit, UseOutside(transit.External), _inside.Via(transit.Remote), datagram);
                break;
            case Hop.OutsideDown:
                TranslateInbound(transit, datagram);
                break;
            default:
                Transmit(transit, _inside.SpeakingFor(transit.Remote), transit.Inside, datagram);
                break;
        }
    }

    private void TranslateOutbound(in Transit transit, ReadOnlySpan<byte> datagram)
    {
        NatVerdict verdict = _table.TranslateOutbound(transit.Inside, transit.Remote, _delayed.Now);
        if (verdict.TurnedTo is { } peer)
        {
            Cross(transit with { Hop = Hop.InsideDown, Inside = peer, External = transit.Remote, Remote = verdict.Address }, datagram);
        }
        else if (verdict.IsForwarded)
        {
            Cross(transit with { Hop = Hop.OutsideUp, External = verdict.Address }, datagram);
        }
        else
        {
            Drop(transit, datagram, verdict.Drop);
        }
    }

    private void TranslateInbound(in Transit transit, ReadOnlySpan<byte> datagram)
    {
        NatVerdict verdict = _table.TranslateInbound(transit.External, transit.Remote, _delayed.Now);
        if (verdict.IsForwarded)
        {
            Cross(transit with { Hop = Hop.InsideDown, Inside = verdict.Address }, datagram);
        }
        else
        {
            Drop(transit, datagram, verdict.Drop);
        }
    }

    private NatSocket? UseOutside(in TransportAddress external)
    {
        if (_outside.WantsSweep)
        {
            _outside.RetireAllBut(
                _table.Mappings(_delayed.Now).Select(mapping => mapping.External),
                external => _table.IsForwarded(external)
            );
        }

        return _outside.Use(external);
    }

    private void Transmit(in Transit transit, NatSocket? socket, in TransportAddress destination, ReadOnlySpan<byte> datagram)
    {
        DropReason drop = socket is null ? DropReason.PortsExhausted : Reason(socket.Send(datagram, destination));
        if (drop != DropReason.None)
        {
            Drop(transit, datagram, drop);
            return;
        }

        Ledger.RecordDelivered();
        Observe(NatPassageKind.Left, transit, datagram);
    }

    private static DropReason Reason(SendResult result) =>
        result switch
        {
            SendResult.Sent => DropReason.None,
            SendResult.QueueFull => DropReason.QueueFull,
            SendResult.TooLarge => DropReason.Mtu,
            SendResult.Unreachable => DropReason.NoRoute,
            _ => DropReason.LinkDown,
        };

    private void Drop(in Transit transit, ReadOnlySpan<byte> datagram, DropReason reason)
    {
        Ledger.RecordDropped(reason);
        Observe(NatPassageKind.Dropped, transit, datagram, reason);
    }

    private void Observe(NatPassageKind kind, in Transit transit, ReadOnlySpan<byte> datagram, DropReason drop = DropReason.None) =>
        _observer?.OnPassage(
            new NatPassage(kind, transit.Direction, _delayed.Now, transit.Inside, transit.External, transit.Remote, drop, transit.Injected),
            datagram
        );
}
