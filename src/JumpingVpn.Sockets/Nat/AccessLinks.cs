using JumpingVpn.Datagrams;

namespace JumpingVpn.Sockets.Nat;

/// <summary>The impaired links around a NAT: one for each host inside that has one, and one to the outside.</summary>
internal sealed class AccessLinks
{
    private readonly Dictionary<TransportAddress, AccessLink> _inside = [];

    /// <summary>The link between the NAT and the network outside; null if it is perfect.</summary>
    public AccessLink? Outside { get; set; }

    public void Set(in TransportAddress inside, AccessLink? link)
    {
        if (link is null)
        {
            _inside.Remove(inside);
        }
        else
        {
            _inside[inside] = link;
        }
    }

    /// <summary>The link that a transit crosses now; null if it is perfect.</summary>
    public AccessLink? Of(in Transit transit)
    {
        if (transit.Hop is Hop.OutsideUp or Hop.OutsideDown)
        {
            return Outside;
        }

        if (_inside.Count == 0)
        {
            return null;
        }

        return _inside.TryGetValue(transit.Inside, out AccessLink? link) ? link : _inside.GetValueOrDefault(transit.Inside.WithPort(0));
    }
}
