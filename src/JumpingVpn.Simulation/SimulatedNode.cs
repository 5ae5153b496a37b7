using JumpingVpn.Simulation.Topology;

namespace JumpingVpn.Simulation;

/// <summary>A host or a NAT: something with a name and an access link.</summary>
public abstract class SimulatedNode
{
    private protected SimulatedNode(Fabric fabric, string name, AddressRealm outside)
    {
        Fabric = fabric;
        Name = name;
        Outside = outside;
        Link = new SimulatedLink(fabric, this);
    }

    /// <summary>Unique in its network.</summary>
    public string Name { get; }

    /// <summary>What connects the node to the network outside of it.</summary>
    public SimulatedLink Link { get; }

    internal AddressRealm Outside { get; }

    private protected Fabric Fabric { get; }

    /// <summary>Takes a packet that came down the access link.</summary>
    internal abstract void Arrive(int packet);
}
