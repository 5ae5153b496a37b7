using JumpingVpn.Network.Impairments;
using JumpingVpn.Simulation.Topology;

namespace JumpingVpn.Simulation;

/// <summary>
/// The access link of a host or NAT: two directions, each with its own impairments. It is perfect until told otherwise.
/// </summary>
public sealed class SimulatedLink
{
    internal SimulatedLink(Fabric fabric, SimulatedNode node)
    {
        Up = new Pipe(fabric, node, isUplink: true);
        Down = new Pipe(fabric, node, isUplink: false);
    }

    /// <summary>What happens to datagrams from the node. May change at any time; datagrams under way keep their fate.</summary>
    /// <value>Default: <see cref="LinkOptions.Perfect"/>.</value>
    /// <exception cref="ArgumentException">Impossible options; the old ones stay.</exception>
    public LinkOptions Uplink
    {
        get => Up.Options;
        set => Up.Options = value;
    }

    /// <summary>What happens to datagrams towards the node. May change at any time; datagrams under way keep their fate.</summary>
    /// <value>Default: <see cref="LinkOptions.Perfect"/>.</value>
    /// <exception cref="ArgumentException">Impossible options; the old ones stay.</exception>
    public LinkOptions Downlink
    {
        get => Down.Options;
        set => Down.Options = value;
    }

    /// <summary>Whether the link carries anything. What enters while it is down is dropped; what is under way still arrives.</summary>
    /// <value>Default: true.</value>
    public bool IsUp
    {
        get => Up.IsUp;
        set => Up.IsUp = Down.IsUp = value;
    }

    internal Pipe Up { get; }

    internal Pipe Down { get; }

    /// <summary>Sets both directions alike.</summary>
    /// <exception cref="ArgumentException">Impossible options; the old ones stay.</exception>
    public void SetBoth(LinkOptions options)
    {
        Uplink = options;
        Downlink = options;
    }
}
