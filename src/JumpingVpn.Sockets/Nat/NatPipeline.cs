using JumpingVpn.Datagrams;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Nat;

namespace JumpingVpn.Sockets.Nat;

/// <summary>
/// The way of a datagram through a NAT: inside link, translation, outside link, and back. At every point it is in exactly one
/// place, and the ledger knows which.
/// </summary>
/// <remarks>Thread rule: under the NAT's lock, which only <see cref="Release"/> and <see cref="TellRefusal"/> take themselves.</remarks>
internal sealed class NatPipeline
{
    private readonly InsidePorts _inside;
    private readonly OutsidePorts _outside;
    private readonly AccessLinks _links;
    private readonly INatObserver? _observer;
    private readonly Lock _gate;
    private long _datagrams;
    private bool _isDown;

    public NatPipeline(
        NatTable table,
        InsidePorts inside,
        OutsidePorts outside,
        AccessLinks links,
        DelayLine delayed,
        INatObserver? observer,
        Lock gate
    )
    {
        Table = table;
        _inside = inside;
        _outside = outside;
        _links = links;
        Delayed = delayed;
        _observer = observer;
        _gate = gate;
    }

    public DatagramLedger Ledger { get; } = new();

    /// <summary>The translation that datagrams meet from now on.</summary>
    public NatTable Table { get; set; }

    /// <summary>What is on the links.</summary>
    public DelayLine Delayed { get; }

    /// <summary>Takes a datagram that came in on either side, and moves everything that is due.</summary>
    /// <param name="transit">Where it comes from and goes.</param>
    /// <param name="socket">The socket that it came in by; the default value where an attacker put it here.</param>
    /// <param name="datagram">Its bytes.</param>
    public void Enter(in Transit transit, in TransportAddress socket, ReadOnlySpan<byte> datagram)
    {
        Transit numbered = transit with { Datagram = _datagrams++ };
        Ledger.RecordHandedOver();
        Observe(Passage(NatPassageKind.Entered, numbered) with { Socket = socket }, datagram);
        Cross(numbered, datagram);
        MoveDue();
    }

    /// <summary>Tells of a datagram that was answered with a refusal. It takes the NAT's lock.</summary>
    /// <param name="destination">The real address that it had been sent to.</param>
    public void TellRefusal(TransportAddress destination)
    {
        lock (_gate)
        {
            _observer?.OnRefused(_inside.RemoteAt(destination));
        }
    }

    /// <summary>Moves everything that is due to the end of its link and beyond.</summary>
    public void MoveDue()
    {
        while (Delayed.TryTakeDue(out DelayLine.Plan due))
        {
            if (due.Wakes is { } link)
            {
                link.Wake(due.Number, Delayed.Now);
                continue;
            }

            DelayLine.Delayed arrived = Delayed.Take(due.Number);
            arrived.Link.Arrived();
            LeaveLink(arrived.Transit, arrived.Datagram);
            DelayLine.Release(arrived);
        }

        Delayed.Arm();
    }

    /// <summary>Drops everything that is in flight, because the NAT goes down.</summary>
    public void DropAll()
    {
        _isDown = true;
        foreach (DelayLine.Delayed delayed in Delayed.TakeAll())
        {
            Drop(delayed.Transit, delayed.Datagram, DropReason.HostDown);
            DelayLine.Release(delayed);
        }
    }

    /// <summary>Makes one more of a datagram that enters a link.</summary>
    /// <returns>Its slot.</returns>
    public int Duplicate(int slot)
    {
        DelayLine.Delayed original = Delayed[slot];
        Transit copy = original.Transit with { Datagram = _datagrams++ };
        Ledger.RecordDuplicate();
        Observe(Passage(NatPassageKind.Duplicated, copy), original.Datagram);
        return Delayed.Store(copy, original.Link, original.Datagram);
    }

    /// <summary>Tells the observer that the bytes of a datagram on a link were changed.</summary>
    public void Changed(int slot, NatPassageKind how)
    {
        DelayLine.Delayed changed = Delayed[slot];
        Observe(Passage(how, changed.Transit), changed.Datagram);
    }

    /// <summary>Sends a datagram on its way to the end of its link.</summary>
    public void Depart(int slot, TimeSpan arrival)
    {
        if (_observer is not null)
        {
            DelayLine.Delayed departing = Delayed[slot];
            Observe(Passage(NatPassageKind.Link, departing.Transit) with { Delay = arrival - Delayed.Now }, departing.Datagram);
        }

        Delayed.PlanArrival(slot, arrival);
    }

    /// <summary>Drops a datagram that is on a link.</summary>
    public void GiveUp(int slot, DropReason reason)
    {
        DelayLine.Delayed given = Delayed.Take(slot);
        Drop(given.Transit, given.Datagram, reason);
        DelayLine.Release(given);
    }

    /// <summary>Lets the datagrams go on that a link held for a fault or an attacker. From any thread.</summary>
    public void Release(AccessPassage link, LinkHold holder)
    {
        lock (_gate)
        {
            if (!_isDown)
            {
                link.ReleaseHeld(holder, Delayed.Now);
                MoveDue();
            }
        }
    }

    /// <summary>Sends a forged datagram to a remote straight from the socket of an external endpoint.</summary>
    /// <returns>False if that endpoint has no socket.</returns>
    public bool Forge(in TransportAddress external, in TransportAddress remote, ReadOnlySpan<byte> datagram)
    {
        if (_outside.Find(external) is not { } socket)
        {
            return false;
        }

        Transit transit = new(Hop.OutsideUp, default, external, remote, Injected: true) { Datagram = _datagrams++ };
        Ledger.RecordHandedOver();
        Observe(Passage(NatPassageKind.Entered, transit), datagram);
        Transmit(transit, socket, _inside.Via(remote), datagram);
        return true;
    }

    /// <summary>Retires the sockets of mappings that are no more.</summary>
    /// <returns>The live mappings, oldest first.</returns>
    public IReadOnlyList<NatMapping> RetireUnused()
    {
        IReadOnlyList<NatMapping> mappings = Table.Mappings(Delayed.Now);
        _outside.RetireAllBut(mappings.Select(mapping => mapping.External));
        return mappings;
    }

    private void Cross(in Transit transit, ReadOnlySpan<byte> datagram)
    {
        if (_links.Of(transit)?.Passage(transit.Direction) is not { IsWire: false } link)
        {
            LeaveLink(transit, datagram);
        }
        else if (Delayed.IsFull)
        {
            Drop(transit, datagram, DropReason.QueueFull);
        }
        else
        {
            link.Enter(Delayed.Store(transit, link, datagram), datagram.Length, Delayed.Now);
        }
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
        NatVerdict verdict = Table.TranslateOutbound(transit.Inside, transit.Remote, Delayed.Now);
        if (verdict.TurnedTo is { } peer)
        {
            Observe(Passage(NatPassageKind.TurnedAround, transit) with { Translated = peer }, datagram);
            Cross(transit with { Hop = Hop.InsideDown, Inside = peer, External = transit.Remote, Remote = verdict.Address }, datagram);
        }
        else if (verdict.IsForwarded)
        {
            Observe(Passage(NatPassageKind.Translated, transit) with { Translated = verdict.Address }, datagram);
            Cross(transit with { Hop = Hop.OutsideUp, External = verdict.Address }, datagram);
        }
        else
        {
            Drop(transit, datagram, verdict.Drop);
        }
    }

    private void TranslateInbound(in Transit transit, ReadOnlySpan<byte> datagram)
    {
        NatVerdict verdict = Table.TranslateInbound(transit.External, transit.Remote, Delayed.Now);
        if (verdict.IsForwarded)
        {
            Observe(Passage(NatPassageKind.Translated, transit) with { Translated = verdict.Address }, datagram);
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
            RetireUnused();
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
        Observe(Passage(NatPassageKind.Left, transit) with { Socket = destination }, datagram);
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
        Observe(Passage(NatPassageKind.Dropped, transit) with { Drop = reason }, datagram);
    }

    private NatPassage Passage(NatPassageKind kind, in Transit transit) =>
        new(kind, transit.Direction, Delayed.Now, transit.Inside, transit.External, transit.Remote, DropReason.None, transit.Injected)
        {
            Datagram = transit.Datagram,
        };

    private void Observe(in NatPassage passage, ReadOnlySpan<byte> datagram) => _observer?.OnPassage(passage, datagram);
}
