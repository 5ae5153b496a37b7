using JumpingVpn.Datagrams;
using JumpingVpn.Network.Links;
using JumpingVpn.Network.Randomness;
using JumpingVpn.Sockets.Nat;

namespace JumpingVpn.Lab.Udp;

/// <summary>A NAT of the lab, or the relay that carries the link of a host without one: a <see cref="UdpNat"/> with its place in
/// the topology.</summary>
internal sealed class UdpLabNat
{
    private readonly Dictionary<TransportAddress, TransportAddress> _fronts = [];

    private readonly TransportAddress _insideHost;

    public UdpLabNat(string name, UdpNat nat, TransportAddress insideHost, UdpLabNat? outer, AccessLink link)
    {
        _insideHost = insideHost;
        Name = name;
        Nat = nat;
        Outer = outer;
        Link = link;
    }

    public string Name { get; }

    public UdpNat Nat { get; }

    /// <summary>The NAT that this one is behind; null on the public network.</summary>
    public UdpLabNat? Outer { get; }

    /// <summary>The NAT's own access link; for a relay, the link of its host.</summary>
    public AccessLink Link { get; }

    /// <summary>True for an address at which the NAT represents a remote.</summary>
    public bool Fronts(in TransportAddress address) => address.SameHost(_insideHost);

    /// <summary>Where others reach an inside endpoint: what is forwarded to it, or the same port, which is forwarded from now on.</summary>
    public TransportAddress Publish(in TransportAddress inside)
    {
        if (Nat.ForwardedTo(inside) is { } forwarded)
        {
            Nat.Listen(inside);
            return forwarded;
        }

        TransportAddress external = Nat.ExternalAddresses.Count == 0 ? inside : Nat.ExternalAddresses[0].WithPort(inside.Port);
        Nat.ForwardPort(external, inside);
        return external;
    }

    /// <summary>Where hosts behind this NAT send so that a datagram goes to a public address.</summary>
    public TransportAddress Front(in TransportAddress destination, Action<TransportAddress, TransportAddress> fronted)
    {
        if (!_fronts.TryGetValue(destination, out TransportAddress inside))
        {
            inside = Nat.InsideAddressOf(destination) ?? Nat.AddForward(destination, Outer?.Front(destination, fronted));
            _fronts.Add(destination, inside);
            fronted(inside, destination);
        }

        return inside;
    }

    /// <summary>An access link whose two directions draw from the streams that the simulated network uses for it.</summary>
    public static AccessLink LinkBetween(in RandomSource streams, string node, string outside) =>
        new(LabLinks.Direction(streams, node, outside), LabLinks.Direction(streams, outside, node));

    /// <summary>The directions of a link that are meant.</summary>
    public static LinkPassage[] Directions(AccessLink link, LinkWays ways) =>
        ways switch
        {
            LinkWays.Up => [link.Up],
            LinkWays.Down => [link.Down],
            _ => [link.Up, link.Down],
        };
}
