using JumpingVpn.Sockets.Nat;

namespace JumpingVpn.Lab.Udp;

/// <summary>Keeps the lab's books on what passes one NAT, and tells the observer.</summary>
/// <param name="lab">Whose books.</param>
/// <param name="name">The NAT's name; for a relay, its host's.</param>
/// <param name="isPublic">Whether its outside is the public network.</param>
/// <param name="isRelay">Whether it represents a host without a NAT, whose address others take the relay's for.</param>
/// <param name="hops">Where the hops of datagrams go; null for nowhere.</param>
internal sealed class UdpLabTap(UdpLab lab, string name, bool isPublic, bool isRelay, UdpNatHops? hops) : INatObserver
{
    public void OnPassage(in NatPassage passage, ReadOnlySpan<byte> datagram)
    {
        hops?.OnPassage(passage, datagram);
        switch (passage.Kind)
        {
            case NatPassageKind.Duplicated:
                lab.Ledger.RecordDuplicate();
                break;
            case NatPassageKind.Dropped:
                lab.RecordDrop(OwnerOf(passage), datagram, passage.Drop);
                break;
            case NatPassageKind.Left when passage.Direction == NatDirection.Outbound:
                bool forged = passage.Inside == default; // an attacker used the external endpoint: nothing was translated
                if (!forged)
                {
                    lab.Translated(name, passage.Inside, passage.External, isRelay);
                }

                if (isPublic && !forged)
                {
                    lab.OnPublic(passage.External, passage.Remote, datagram);
                }

                if (isPublic)
                {
                    lab.CloseIfNobodyListens(passage.Remote, datagram);
                }

                break;
            case NatPassageKind.Left:
                lab.CloseIfNobodyListens(passage.Inside, datagram);
                break;
            default:
                break;
        }
    }

    /// <summary>What a link dropped belongs to the host or NAT whose link it is; all else to the NAT.</summary>
    private string OwnerOf(in NatPassage passage) =>
        UdpNatHops.IsByLink(passage.Drop) && UdpNatHops.IsInside(passage) ? lab.OwnerOf(passage.Inside) ?? name : name;
}
