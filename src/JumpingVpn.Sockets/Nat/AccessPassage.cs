using JumpingVpn.Network.Adversary;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Links;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Sockets.Nat;

/// <summary>One direction of an <see cref="AccessLink"/>: what comes out of it goes to the pipeline of its NAT.</summary>
/// <remarks>Thread rule: under the NAT's lock.</remarks>
internal sealed class AccessPassage(in RandomSource streams) : LinkPassage(streams)
{
    private NatPipeline? _carrier;

    private NatPipeline Carrier => _carrier ?? throw new InvalidOperationException("A link carries nothing before it is given to a NAT.");

    public void JoinTo(NatPipeline carrier)
    {
        if (_carrier is not null && _carrier != carrier)
        {
            throw new ArgumentException("The link already belongs to another NAT: give each NAT its own links.");
        }

        _carrier = carrier;
    }

    protected override InterceptedDatagram Look(int datagram, TimeSpan now)
    {
        DelayLine.Delayed seen = Carrier.Delayed[datagram];
        return new InterceptedDatagram(seen.Datagram, seen.Transit.Source, seen.Transit.Destination, now);
    }

    protected override int Duplicate(int datagram) => Carrier.Duplicate(datagram);

    protected override void Corrupt(int datagram, in LinkFate fate)
    {
        int length = Carrier.Delayed[datagram].Length + fate.LengthChange;
        fate.Corrupt(Carrier.Delayed.Resize(datagram, length));
        Carrier.Changed(datagram, NatPassageKind.Corrupted);
    }

    protected override void Rewrite(int datagram, ReadOnlySpan<byte> payload)
    {
        payload.CopyTo(Carrier.Delayed.Resize(datagram, payload.Length));
        Carrier.Changed(datagram, NatPassageKind.Rewritten);
    }

    protected override void Drop(int datagram, DropReason reason) => Carrier.GiveUp(datagram, reason);

    protected override void Depart(int datagram, TimeSpan arrival) => Carrier.Depart(datagram, arrival);

    protected override void WakeAt(int token, TimeSpan due) => Carrier.Delayed.PlanWake(this, token, due);

    protected override void CountHeld(int change) => Carrier.Delayed.HeldCount += change;

    protected override void OnReleased(LinkHold holder) => Carrier.Release(this, holder);
}
