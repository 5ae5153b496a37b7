using JumpingVpn.Datagrams;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Simulation;
using JumpingVpn.Sockets.Nat;

namespace JumpingVpn.Lab.Udp;

/// <summary>Tells the hops of what passes one NAT, or the relay of a host without one, which no hop shows.</summary>
/// <param name="hops">The hops of the lab.</param>
/// <param name="name">The NAT's name; for a relay, its host's.</param>
/// <param name="outside">The NAT that it is behind, or the public network.</param>
/// <param name="isRelay">Whether it is a relay.</param>
/// <param name="ownerOf">The host or NAT that has an address.</param>
internal sealed class UdpNatHops(UdpLabHops hops, string name, string outside, bool isRelay, Func<TransportAddress, string?> ownerOf)
{
    private readonly Dictionary<long, long> _numbers = [];

    /// <summary>The real address of an external endpoint; set once the NAT is built.</summary>
    public Func<TransportAddress, TransportAddress?> BoundAddress { get; set; } = static _ => null;

    public void OnPassage(in NatPassage passage, ReadOnlySpan<byte> datagram)
    {
        switch (passage.Kind)
        {
            case NatPassageKind.Entered when passage.Injected:
                _numbers[passage.Datagram] = hops.NextNumber();
                Tell(HopKind.Injected, passage, LabLinks.Internet, datagram);
                break;
            case NatPassageKind.Entered:
                _numbers[passage.Datagram] = hops.Arrived(passage.Socket, datagram);
                break;
            case NatPassageKind.Link:
                Tell(HopKind.Link, passage, LinkOf(passage), datagram);
                break;
            case NatPassageKind.Duplicated:
                _numbers[passage.Datagram] = hops.NextNumber();
                Tell(HopKind.Duplicated, passage, LinkOf(passage), datagram);
                break;
            case NatPassageKind.Corrupted:
                Tell(HopKind.Corrupted, passage, LinkOf(passage), datagram);
                break;
            case NatPassageKind.Rewritten:
                Tell(HopKind.Rewritten, passage, LinkOf(passage), datagram);
                break;
            case NatPassageKind.TurnedAround:
                Tell(HopKind.NatHairpin, passage, name, datagram);
                break;
            case NatPassageKind.Translated when !isRelay:
                Tell(passage.Direction == NatDirection.Outbound ? HopKind.NatOutbound : HopKind.NatInbound, passage, name, datagram);
                break;
            case NatPassageKind.Dropped:
                Tell(HopKind.Dropped, passage, IsByLink(passage.Drop) ? LinkOf(passage) : name, datagram);
                _numbers.Remove(passage.Datagram);
                break;
            case NatPassageKind.Left:
                Leave(passage, datagram);
                break;
            default:
                break;
        }
    }

    /// <summary>True for a reason that a link has, and a NAT has not.</summary>
    public static bool IsByLink(DropReason reason) =>
        reason
            is DropReason.Loss
                or DropReason.LinkDown
                or DropReason.Mtu
                or DropReason.QueueFull
                or DropReason.Corruption
                or DropReason.Adversary;

    /// <summary>True while the datagram is between the hosts inside and the translation.</summary>
    public static bool IsInside(in NatPassage passage) =>
        passage.Direction == NatDirection.Outbound ? passage.External == default : passage.Inside != default;

    private static TransportAddress SourceOf(in NatPassage passage) =>
        passage.Direction == NatDirection.Inbound ? passage.Remote
        : passage.External == default ? passage.Inside
        : passage.External;

    private static TransportAddress DestinationOf(in NatPassage passage) =>
        passage.Direction == NatDirection.Outbound ? passage.Remote
        : passage.Inside == default ? passage.External
        : passage.Inside;

    private void Leave(in NatPassage passage, ReadOnlySpan<byte> datagram)
    {
        bool translated = passage.Direction == NatDirection.Outbound && passage.Inside != default;
        if (translated && BoundAddress(passage.External) is { } bound)
        {
            hops.StandsFor(bound, isRelay ? passage.Inside : passage.External);
        }

        if (translated && isRelay)
        {
            hops.StandsFor(passage.External, passage.Inside);
        }

        hops.SentOn(_numbers[passage.Datagram], SourceOf(passage), DestinationOf(passage), passage.Socket, datagram);
        _numbers.Remove(passage.Datagram);
    }

    /// <summary>The direction of the link that the datagram is on, as <c>phone>home</c>.</summary>
    private string LinkOf(in NatPassage passage)
    {
        bool isInside = IsInside(passage);
        string near = isInside && !isRelay ? ownerOf(passage.Inside) ?? name : name;
        string far = isInside && !isRelay ? name : outside;
        return passage.Direction == NatDirection.Outbound ? $"{near}>{far}" : $"{far}>{near}";
    }

    private void Tell(HopKind kind, in NatPassage passage, string where, ReadOnlySpan<byte> datagram) =>
        hops.Tell(
            kind,
            _numbers[passage.Datagram],
            where,
            SourceOf(passage),
            DestinationOf(passage),
            datagram,
            passage.Translated == default ? null : passage.Translated,
            kind == HopKind.Link ? passage.Delay : null,
            passage.Drop
        );
}
