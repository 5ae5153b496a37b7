using System.Diagnostics.CodeAnalysis;
using JumpingVpn.Network.Naming;

namespace JumpingVpn.Network.Nat;

/// <summary>
/// Named combinations of <see cref="NatOptions"/>; a preset is nothing but its values and can be refined with
/// <c>with</c>.
/// </summary>
public static class NatPresets
{
    /// <summary>Endpoint-independent mapping and filtering (RFC 3489 "full cone").</summary>
    public static NatOptions FullCone { get; } =
        new() { Mapping = EndpointDependence.EndpointIndependent, Filtering = EndpointDependence.EndpointIndependent };

    /// <summary>Endpoint-independent mapping, address-dependent filtering (RFC 3489 "restricted cone").</summary>
    public static NatOptions RestrictedCone { get; } =
        new() { Mapping = EndpointDependence.EndpointIndependent, Filtering = EndpointDependence.AddressDependent };

    /// <summary>Endpoint-independent mapping, address and port-dependent filtering (RFC 3489 "port restricted cone").</summary>
    public static NatOptions PortRestrictedCone { get; } =
        new() { Mapping = EndpointDependence.EndpointIndependent, Filtering = EndpointDependence.AddressAndPortDependent };

    /// <summary>Address and port-dependent mapping and filtering with random ports (RFC 3489 "symmetric").</summary>
    public static NatOptions Symmetric { get; } =
        new()
        {
            Mapping = EndpointDependence.AddressAndPortDependent,
            Filtering = EndpointDependence.AddressAndPortDependent,
            PortAssignment = PortAssignment.Random,
        };

    /// <summary>
    /// A home router that runs Linux: port-preserving, 30 s until the remote has answered and 300 s afterwards (the defaults for home
    /// routers of patchbay's <c>ConntrackTimeouts</c>), refreshed by both directions, hairpinning as RFC 4787 REQ-9 demands.
    /// </summary>
    public static NatOptions HomeRouter { get; } =
        new()
        {
            MappingLifetime = TimeSpan.FromSeconds(30),
            StreamLifetime = TimeSpan.FromSeconds(300),
            InboundRefresh = true,
            Hairpin = HairpinBehavior.ExternalSource,
        };

    /// <summary>
    /// Netfilter's MASQUERADE with its defaults <c>nf_conntrack_udp_timeout</c> 30 s and <c>nf_conntrack_udp_timeout_stream</c> 120 s
    /// (since Linux 5.0, commit 294304e4c522; 180 s before): the port is preserved towards every remote, which looks endpoint-independent
    /// from outside; no hairpinning without further rules. The kernel begins the second stage once a flow is 2 s old, here the first
    /// answer does.
    /// </summary>
    public static NatOptions LinuxMasquerade { get; } =
        new()
        {
            MappingLifetime = TimeSpan.FromSeconds(30),
            StreamLifetime = TimeSpan.FromSeconds(120),
            InboundRefresh = true,
        };

    /// <summary>
    /// A corporate firewall such as Cisco's ASA with dynamic PAT: a translation per connection, random ports, <c>timeout udp 0:02:00</c> in
    /// either direction (the default in the ASA Firewall CLI Configuration Guide, "Connection Settings").
    /// </summary>
    public static NatOptions CorporateFirewall { get; } =
        new()
        {
            Mapping = EndpointDependence.AddressAndPortDependent,
            PortAssignment = PortAssignment.Random,
            MappingLifetime = TimeSpan.FromSeconds(120),
            InboundRefresh = true,
        };

    /// <summary>
    /// The NAT gateway of a cloud, after AWS's documentation: a translation per connection, ports 1024 to 65535, gone after 350 s without
    /// traffic in either direction. Others are shorter: 240 s on Azure, 30 s for UDP on Google's.
    /// </summary>
    public static NatOptions CloudNat { get; } =
        new()
        {
            Mapping = EndpointDependence.AddressAndPortDependent,
            PortAssignment = PortAssignment.Random,
            MappingLifetime = TimeSpan.FromSeconds(350),
            InboundRefresh = true,
        };

    /// <summary>
    /// A carrier's NAT that obeys RFC 6888: endpoint-independent both ways (REQ-1, REQ-7), paired addresses (REQ-2), a block of 512 ports
    /// for each subscriber (REQ-4; the size is a common one, not the RFC's), nobody is displaced (REQ-11), freed ports rest for 120 s
    /// (REQ-8), and 300 s of lifetime (RFC 4787 REQ-5c).
    /// </summary>
    public static NatOptions Cgnat { get; } =
        new()
        {
            Filtering = EndpointDependence.EndpointIndependent,
            PortAssignment = PortAssignment.HostBlock,
            PortBlockSize = 512,
            MappingLifetime = TimeSpan.FromSeconds(300),
            PortHoldDown = TimeSpan.FromSeconds(120),
            Hairpin = HairpinBehavior.ExternalSource,
        };

    /// <summary>
    /// pf with its defaults <c>udp.single</c> 30 s and <c>udp.multiple</c> 60 s (sys/net/pfvar.h): a state per connection with a random
    /// port, the hard case for hole punching. The 60 s of <c>udp.first</c>, which a state has until its second packet, are left out.
    /// </summary>
    public static NatOptions PacketFilter { get; } =
        new()
        {
            Mapping = EndpointDependence.AddressAndPortDependent,
            PortAssignment = PortAssignment.Random,
            MappingLifetime = TimeSpan.FromSeconds(30),
            StreamLifetime = TimeSpan.FromSeconds(60),
            InboundRefresh = true,
        };

    /// <summary>
    /// The gateway of a hotel: a translation per connection, 20 s, and 64 mappings a guest of which the least used gives way. No vendor's
    /// figures: harsher than most on purpose.
    /// </summary>
    public static NatOptions Hotel { get; } =
        new()
        {
            Mapping = EndpointDependence.AddressAndPortDependent,
            PortAssignment = PortAssignment.Sequential,
            MappingLifetime = TimeSpan.FromSeconds(20),
            MaxMappingsPerHost = 64,
            Exhaustion = ExhaustionPolicy.EvictOldest,
        };

    /// <summary>A port-restricted cone that forgets after 3 s: far below RFC 4787 REQ-5, for protocols that rely on keepalives.</summary>
    public static NatOptions ThreeSecondTimeout { get; } = new() { MappingLifetime = TimeSpan.FromSeconds(3) };

    /// <summary>A port-restricted cone that gives two hosts the same external port, which RFC 4787 REQ-3 forbids.</summary>
    public static NatOptions BrokenOverload { get; } = new() { PortAssignment = PortAssignment.AlwaysPreserve };

    /// <summary>A firewall that translates nothing and lets in only what was asked for, for 120 s (the least of RFC 6092 REC-14).</summary>
    public static NatOptions StatefulFirewall { get; } = new() { Translates = false, InboundRefresh = true };

    private static readonly NameTable<NatOptions> Table = new(
        "NAT",
        ("full cone", FullCone),
        ("restricted cone", RestrictedCone),
        ("port-restricted cone", PortRestrictedCone),
        ("symmetric", Symmetric),
        ("home router", HomeRouter),
        ("Linux masquerade", LinuxMasquerade),
        ("corporate firewall", CorporateFirewall),
        ("cloud NAT", CloudNat),
        ("CGNAT", Cgnat),
        ("pf", PacketFilter),
        ("hotel", Hotel),
        ("3-s-timeout", ThreeSecondTimeout),
        ("broken-overload", BrokenOverload),
        ("stateful firewall", StatefulFirewall)
    );

    /// <summary>All preset names, in the order of the documentation.</summary>
    public static IReadOnlyList<string> Names => Table.Names;

    /// <summary>Finds a preset by name; case, spaces, hyphens and underscores do not matter.</summary>
    /// <exception cref="ArgumentException">No such preset; the message lists all.</exception>
    public static NatOptions Find(string name) => Table.Find(name);

    /// <summary>Finds a preset by name without throwing.</summary>
    public static bool TryFind(string name, [NotNullWhen(true)] out NatOptions? options) => Table.TryFind(name, out options);
}
