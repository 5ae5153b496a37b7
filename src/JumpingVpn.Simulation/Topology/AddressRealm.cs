using JumpingVpn.Datagrams;
using JumpingVpn.Network.Ledger;

namespace JumpingVpn.Simulation.Topology;

/// <summary>Everything that shares one address space: the internet, or what is behind one NAT. Its core is fast and lossless.</summary>
/// <param name="fabric">The network.</param>
/// <param name="name">Its name.</param>
/// <param name="plan">Where its addresses come from.</param>
/// <param name="gateway">The NAT or firewall that leads out; null for the internet.</param>
/// <param name="shares">The realm outside where the gateway translates nothing, so that addresses inside are its addresses too.</param>
internal sealed class AddressRealm(Fabric fabric, string name, AddressPlan plan, SimulatedNat? gateway, AddressRealm? shares = null)
{
    // The pipes towards the nodes, so that a datagram finds its way without a look at the node.
    private readonly Dictionary<TransportAddress, Pipe> _ways = [];

    public string Name => name;

    /// <summary>The NAT or firewall that leads out; null for the internet.</summary>
    public SimulatedNat? Gateway => gateway;

    /// <summary>The next host address that nobody has been given.</summary>
    public TransportAddress NextHost(bool isIPv6) => shares?.NextHost(isIPv6) ?? NextFree(() => plan.NextHost(isIPv6));

    /// <summary>The next outside address of a NAT that nobody has been given.</summary>
    public TransportAddress NextNat(bool isIPv6) => shares?.NextNat(isIPv6) ?? NextFree(() => plan.NextNat(isIPv6));

    public void Attach(in TransportAddress address, SimulatedNode node)
    {
        shares?.Attach(address, gateway!);
        if (!_ways.TryAdd(address, node.Link.DownPipe))
        {
            throw new ArgumentException(
                $"The address {address} of \"{node.Name}\" belongs to \"{_ways[address].Node.Name}\" already: "
                    + "addresses of one network must differ."
            );
        }

        gateway?.Adopt(address);
    }

    /// <summary>Takes an address away from the node that has it.</summary>
    public void Detach(in TransportAddress address)
    {
        shares?.Detach(address);
        _ways.Remove(address);
    }

    /// <summary>Carries a packet to the node that has its destination, or to the NAT that leads out.</summary>
    public void Route(int packet)
    {
        TransportAddress host = fabric.Packets[packet].Destination.WithPort(0);
        if (_ways.TryGetValue(host, out Pipe? way))
        {
            way.Enter(packet);
        }
        else if (gateway is not null)
        {
            gateway.SendOut(packet);
        }
        else
        {
            fabric.Drop(packet, DropReason.NoRoute, name);
        }
    }

    /// <summary>Carries a packet that came in through the gateway: it must not go out again.</summary>
    public void RouteInwards(int packet)
    {
        if (_ways.TryGetValue(fabric.Packets[packet].Destination.WithPort(0), out Pipe? way))
        {
            way.Enter(packet);
        }
        else
        {
            fabric.Drop(packet, DropReason.NoRoute, name);
        }
    }

    private TransportAddress NextFree(Func<TransportAddress> next)
    {
        TransportAddress candidate = next();
        while (_ways.ContainsKey(candidate))
        {
            candidate = next();
        }

        return candidate;
    }
}
