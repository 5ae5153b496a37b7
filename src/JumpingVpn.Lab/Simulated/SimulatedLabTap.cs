using JumpingVpn.Datagrams;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Simulation;

namespace JumpingVpn.Lab.Simulated;

/// <summary>Tells the lab's observer what the simulated network shows of a datagram.</summary>
/// <param name="lab">Whose observer is told.</param>
/// <param name="outsideOf">For a host or NAT, the NAT it is behind; null if it is on the public network.</param>
/// <param name="hostOf">For a host or one of its further interfaces, the host.</param>
internal sealed class SimulatedLabTap(SimulatedLab lab, Func<string, string?> outsideOf, Func<string, string> hostOf) : INetworkTap
{
    private readonly Dictionary<TransportAddress, string> _senders = [];

    public void OnHop(in NetworkHop hop, ReadOnlySpan<byte> payload)
    {
        if (lab.Observer is not { } observer)
        {
            return;
        }

        switch (hop.Kind)
        {
            case HopKind.Sent:
                _senders[hop.Source] = hostOf(hop.Where);
                if (outsideOf(hop.Where) is null)
                {
                    observer.OnPublic(hostOf(hop.Where), payload, hop.Source, hop.Destination);
                }

                break;
            case HopKind.NatOutbound when hop.Translated is { } external:
                string? sender = _senders.GetValueOrDefault(hop.Source);
                if (sender is not null)
                {
                    _senders[external] = sender;
                }

                if (outsideOf(hop.Where) is null)
                {
                    observer.OnPublic(sender, payload, external, hop.Destination);
                }

                break;
            case HopKind.Dropped when hop.Drop != DropReason.None:
                observer.OnDropped(OwnerOf(hop.Where), payload, hop.Drop);
                break;
            default:
                break;
        }
    }

    /// <summary>A direction of a link, <c>from>to</c>, belongs to the end that is behind the other.</summary>
    private string OwnerOf(string where)
    {
        int arrow = where.IndexOf('>', StringComparison.Ordinal);
        if (arrow < 0)
        {
            return where;
        }

        string from = where[..arrow];
        string to = where[(arrow + 1)..];
        return (outsideOf(from) ?? LabLinks.Internet) == to ? from : to;
    }
}
