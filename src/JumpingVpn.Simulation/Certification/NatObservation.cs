using JumpingVpn.Network.Nat;

namespace JumpingVpn.Simulation.Certification;

/// <summary>The behaviour of a NAT as a <see cref="NatProber"/> found it, from the outside alone.</summary>
public sealed record NatObservation
{
    /// <summary>When two flows share an external endpoint. A NAT that overloads ports always looks endpoint-independent.</summary>
    public required EndpointDependence Mapping { get; init; }

    /// <summary>Who may send to an external endpoint.</summary>
    public required EndpointDependence Filtering { get; init; }

    /// <summary>How external ports are picked.</summary>
    public required PortAssignment PortAssignment { get; init; }

    /// <summary>How external addresses are picked; null if only one was ever seen.</summary>
    public required AddressPooling? Pooling { get; init; }

    /// <summary>
    /// What becomes of a datagram to an own external endpoint. Off is also what it looks like where mapping and filtering both depend on
    /// the remote and ports are not overloaded: then the filtering stops it in any case.
    /// </summary>
    public required HairpinBehavior Hairpin { get; init; }

    /// <summary>How long a mapping that nobody has answered lives, to the tick; null if it is longer than the prober looks.</summary>
    public required TimeSpan? MappingLifetime { get; init; }

    /// <summary>How long an answered mapping lives after a refresh, to the tick; null if it is longer than the prober looks.</summary>
    public required TimeSpan? StreamLifetime { get; init; }

    /// <summary>Whether a datagram from inside refreshes the mapping. False if the lifetime is longer than the prober looks.</summary>
    public required bool OutboundRefresh { get; init; }

    /// <summary>Whether a datagram from outside refreshes the mapping. False if the lifetime is longer than the prober looks.</summary>
    public required bool InboundRefresh { get; init; }
}
