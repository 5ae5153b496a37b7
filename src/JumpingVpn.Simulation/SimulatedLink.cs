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
        UpPipe = new Pipe(fabric, node, isUplink: true);
        DownPipe = new Pipe(fabric, node, isUplink: false);
    }

    /// <summary>What happens to datagrams from the node. May change at any time; datagrams in flight keep their fate.</summary>
    /// <value>Default: <see cref="LinkOptions.Perfect"/>.</value>
    /// <exception cref="ArgumentException">Impossible options; the old ones stay.</exception>
    public LinkOptions Uplink
    {
        get => UpPipe.Options;
        set => UpPipe.Options = value;
    }

    /// <summary>What happens to datagrams towards the node. May change at any time; datagrams in flight keep their fate.</summary>
    /// <value>Default: <see cref="LinkOptions.Perfect"/>.</value>
    /// <exception cref="ArgumentException">Impossible options; the old ones stay.</exception>
    public LinkOptions Downlink
    {
        get => DownPipe.Options;
        set => DownPipe.Options = value;
    }

    /// <summary>Whether both directions carry anything. What enters while it is down is dropped; what is in flight still arrives.</summary>
    /// <value>Default: true.</value>
    public bool IsUp
    {
        get => UpPipe.IsUp && DownPipe.IsUp;
        set => UpPipe.IsUp = DownPipe.IsUp = value;
    }

    /// <summary>The direction from the node.</summary>
    public LinkDirection Up => field ??= new LinkDirection(UpPipe);

    /// <summary>The direction towards the node.</summary>
    public LinkDirection Down => field ??= new LinkDirection(DownPipe);

    /// <summary>What was set on this link on purpose and never struck a datagram, in words.</summary>
    internal IEnumerable<string> VacuousFaults => UpPipe.VacuousFaults.Concat(DownPipe.VacuousFaults);

    internal Pipe UpPipe { get; }

    internal Pipe DownPipe { get; }

    /// <summary>Sets both directions alike.</summary>
    /// <exception cref="ArgumentException">Impossible options; the old ones stay.</exception>
    public void SetBoth(LinkOptions options)
    {
        Uplink = options;
        Downlink = options;
    }
}
