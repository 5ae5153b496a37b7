using JumpingVpn.Datagrams;
using JumpingVpn.Sockets.Nat;

namespace JumpingVpn.Lab.Udp;

/// <summary>A host of the lab, or a further interface of one: one loopback address.</summary>
/// <param name="name">Its name.</param>
/// <param name="address">Its address, with port 0.</param>
/// <param name="behind">The NAT it is behind; null on the public network.</param>
/// <param name="machine">What it shares with the other interfaces of the host.</param>
/// <param name="first">For a further interface, the first one; null if it is that itself.</param>
internal sealed class UdpLabHost(string name, TransportAddress address, UdpLabNat? behind, UdpLabMachine machine, UdpLabHost? first = null)
{
    private bool _hasLink;
    private bool _speaksDirectly;

    public string Name => name;

    public TransportAddress Address { get; private set; } = address;

    /// <summary>The address it was made with.</summary>
    public TransportAddress FirstAddress { get; } = address;

    public UdpLabNat? Behind => behind;

    public UdpLabMachine Machine => machine;

    /// <summary>The first interface, in whose terms programs on the host speak of others; null if this is it.</summary>
    public UdpLabHost? First => first;

    /// <summary>Whether the interface is there.</summary>
    public bool IsAttached { get; set; } = true;

    /// <summary>Behind a NAT, the link to it; on the public network, the link of <see cref="Relay"/>. Null until it is asked for.</summary>
    public AccessLink? Link { get; set; }

    /// <summary>On the public network, what stands between the host and the hosts that it speaks to first; null until it does.</summary>
    public UdpLabNat? Relay { get; set; }

    /// <summary>Changes the address; the link goes with the host.</summary>
    public void Renumber(in TransportAddress next)
    {
        Address = next;
        if (Link is not null)
        {
            behind!.Nat.SetInsideLink(next, Link);
        }

        Relay?.Nat.SetInsideLink(next, Relay.Link);
    }

    /// <summary>The public endpoint that the host reaches at an address, through all its NATs or its relay.</summary>
    public TransportAddress RemoteBehind(in TransportAddress reached) => Through(behind ?? Relay, reached);

    /// <summary>The public endpoint that a datagram comes from, through all its NATs.</summary>
    public TransportAddress Seen(in TransportAddress source) => Through(behind, source);

    /// <summary>Says that the host's own link is to be used.</summary>
    public void AskForLink()
    {
        _hasLink = true;
        EnsureLinkIsUsed();
    }

    /// <summary>Says where the host sends: through its relay or NAT, or past them to a peer that spoke first.</summary>
    /// <returns>True if it is past them.</returns>
    public bool SendsTo(in TransportAddress destination)
    {
        bool directly = behind is null && Relay?.Fronts(destination) != true;
        if (directly)
        {
            _speaksDirectly = true;
            EnsureLinkIsUsed();
        }

        return directly;
    }

    private static TransportAddress Through(UdpLabNat? first, in TransportAddress inside)
    {
        TransportAddress remote = inside;
        for (UdpLabNat? nat = first; nat is not null; nat = nat.Outer)
        {
            remote = nat.Nat.RemoteOf(remote) ?? remote;
        }

        return remote;
    }

    private void EnsureLinkIsUsed()
    {
        if (_hasLink && _speaksDirectly)
        {
            throw new SceneException(
                $"Over real sockets the link of \"{name}\" cannot be impaired, because it answers its peers directly: "
                    + "impair the link of a client or a NAT, or tag the scenario @sim-only."
            );
        }
    }
}
