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
    public static NatOptions FullCone { get; } = new()
    {
        Mapping = EndpointDependence.EndpointIndependent,
        Filtering = EndpointDependence.EndpointIndependent,
    };

    /// <summary>Endpoint-independent mapping, address-dependent filtering (RFC 3489 "restricted cone").</summary>
    public static NatOptions RestrictedCone { get; } = new()
    {
        Mapping = EndpointDependence.EndpointIndependent,
        Filtering = EndpointDependence.AddressDependent,
    };

    /// <summary>Endpoint-independent mapping, address and port-dependent filtering (RFC 3489 "port restricted cone").</summary>
    public static NatOptions PortRestrictedCone { get; } = new()
    {
        Mapping = EndpointDependence.EndpointIndependent,
        Filtering = EndpointDependence.AddressAndPortDependent,
    };

    /// <summary>Address and port-dependent mapping and filtering with random ports (RFC 3489 "symmetric").</summary>
    public static NatOptions Symmetric { get; } = new()
    {
        Mapping = EndpointDependence.AddressAndPortDependent,
        Filtering = EndpointDependence.AddressAndPortDependent,
        PortAssignment = PortAssignment.Random,
    };

    private static readonly NameTable<NatOptions> Table = new(
        "NAT",
        ("full cone", FullCone),
        ("restricted cone", RestrictedCone),
        ("port-restricted cone", PortRestrictedCone),
        ("symmetric", Symmetric));

    /// <summary>All preset names, in the order of the documentation.</summary>
    public static IReadOnlyList<string> Names => Table.Names;

    /// <summary>Finds a preset by name; case, spaces, hyphens and underscores do not matter.</summary>
    /// <exception cref="ArgumentException">No such preset; the message offers the nearest name and lists all.</exception>
    public static NatOptions Find(string name) => Table.Find(name);

    /// <summary>Finds a preset by name without throwing.</summary>
    public static bool TryFind(string name, [NotNullWhen(true)] out NatOptions? options) =>
        Table.TryFind(name, out options);
}
