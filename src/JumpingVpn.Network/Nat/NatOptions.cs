namespace JumpingVpn.Network.Nat;

/// <summary>The behaviour of one NAT in the terms of RFC 4787. The default is a home router that obeys it.</summary>
/// <remarks>Options that contradict each other, or that could have no effect together, are refused when the NAT is built.</remarks>
public sealed record NatOptions
{
    /// <summary>False makes a stateful firewall of it: addresses and ports stay as they are, and only the filtering is left.</summary>
    /// <value>Default: true.</value>
    public bool Translates { get; init; } = true;

    /// <summary>True gives every host inside its own external address, all ports of which are its own, for ever and for everybody
    /// ("1:1 NAT", the basic NAT of RFC 3022): the carrier adds the addresses as hosts come. Nothing else can be set then.</summary>
    /// <value>Default: false.</value>
    public bool OneToOne { get; init; }

    /// <summary>When two flows of one inside endpoint share an external endpoint.</summary>
    /// <value>Default: endpoint-independent, as REQ-1 demands.</value>
    public EndpointDependence Mapping { get; init; } = EndpointDependence.EndpointIndependent;

    /// <summary>Which remotes may send to an external endpoint.</summary>
    /// <value>Default: address and port-dependent, the common home router.</value>
    public EndpointDependence Filtering { get; init; } = EndpointDependence.AddressAndPortDependent;

    /// <summary>How long a mapping lives after its last refresh; at exactly this age it is gone. <see cref="TimeSpan.MaxValue"/>: for
    /// ever, as for every time of a NAT.</summary>
    /// <value>Default: 120 s, the least that REQ-5 allows.</value>
    public TimeSpan MappingLifetime { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>
    /// How long a refresh lasts once the remote has answered, as in the second stage of Linux connection tracking; null: as long as
    /// before. The answer starts the second stage; whether it is itself a refresh says <see cref="InboundRefresh"/>.
    /// </summary>
    /// <value>Default: null. At least <see cref="MappingLifetime"/>.</value>
    public TimeSpan? StreamLifetime { get; init; }

    /// <summary>How long a contacted remote stays admitted after the last datagram to it; null: as long as the mapping lives.</summary>
    /// <value>Default: null.</value>
    public TimeSpan? FilterLifetime { get; init; }

    /// <summary>Whether a datagram from inside refreshes its mapping, as REQ-6 demands.</summary>
    /// <value>Default: true.</value>
    public bool OutboundRefresh { get; init; } = true;

    /// <summary>Whether an admitted inbound datagram refreshes the mapping too (REQ-6a).</summary>
    /// <value>Default: false.</value>
    public bool InboundRefresh { get; init; }

    /// <summary>Which address of the pool a new mapping is given.</summary>
    /// <value>Default: paired, as REQ-2 recommends.</value>
    public AddressPooling Pooling { get; init; } = AddressPooling.Paired;

    /// <summary>Whether a host whose paired address has no port left is given ports on the next one, instead of none.</summary>
    /// <value>Default: false.</value>
    public bool SpillsToOtherAddresses { get; init; }

    /// <summary>How external ports are picked.</summary>
    /// <value>Default: preserve the inside port if it is free.</value>
    public PortAssignment PortAssignment { get; init; } = PortAssignment.PreserveIfFree;

    /// <summary>The size of the blocks of <see cref="PortAssignment.HostBlock"/>; null elsewhere.</summary>
    /// <value>Default: null. At least 1 and at most the number of external ports.</value>
    public int? PortBlockSize { get; init; }

    /// <summary>The lowest external port.</summary>
    /// <value>Default: 1024.</value>
    public int FirstPort { get; init; } = 1024;

    /// <summary>The highest external port.</summary>
    /// <value>Default: 65535.</value>
    public int LastPort { get; init; } = ushort.MaxValue;

    /// <summary>How long a freed port is given to nobody (RFC 6888 REQ-8: at least 120 s). Late datagrams to it are dropped as for an
    /// expired mapping.</summary>
    /// <value>Default: 0.</value>
    public TimeSpan PortHoldDown { get; init; }

    /// <summary>The most mappings that one inside host has at a time (RFC 6888 REQ-4); null: no limit.</summary>
    /// <value>Default: null. At least 1.</value>
    public int? MaxMappingsPerHost { get; init; }

    /// <summary>The most new mappings that one inside host is given within any second (RFC 6888 REQ-5); null: no limit. One too many is
    /// dropped (<see cref="Ledger.DropReason.MappingRateLimited"/>); the host's mappings and other hosts notice nothing.</summary>
    /// <value>Default: null. From 1 to 10,000.</value>
    public int? MaxNewMappingsPerSecond { get; init; }

    /// <summary>What happens when ports or the share of a host are used up; beyond its share a host displaces only itself.</summary>
    /// <value>Default: the new mapping is refused, as RFC 6888 REQ-11 demands.</value>
    public ExhaustionPolicy Exhaustion { get; init; } = ExhaustionPolicy.DropNew;

    /// <summary>What becomes of datagrams from inside to an own external endpoint.</summary>
    /// <value>Default: off.</value>
    public HairpinBehavior Hairpin { get; init; } = HairpinBehavior.Off;

    /// <summary>When mappings are given another external endpoint without being told to; null: never.</summary>
    /// <value>Default: null.</value>
    public NatRebindingRules? Rebinding { get; init; }

    /// <summary>Refuses impossible and contradictory options.</summary>
    /// <exception cref="ArgumentException">One full sentence naming the value and the allowed range.</exception>
    public void Validate() => NatOptionsRules.Check(this);
}
