using JumpingVpn.Network.Nat;
using JumpingVpn.Protocol.Policy;

namespace JumpingVpn.Cli.NatCheck;

/// <summary>What behaviours are called: as in the table of NATs of a feature file.</summary>
internal static class NatWords
{
    public static string Of(EndpointDependence dependence) =>
        dependence switch
        {
            EndpointDependence.EndpointIndependent => "endpoint-independent",
            EndpointDependence.AddressDependent => "address-dependent",
            _ => "address and port-dependent",
        };

    public static string Of(PortAssignment ports) =>
        ports switch
        {
            PortAssignment.PreserveIfFree => "preserved",
            PortAssignment.AlwaysPreserve => "always preserved",
            PortAssignment.Sequential => "sequential",
            PortAssignment.HostBlock => "blocks",
            _ => "random",
        };

    public static string Of(AddressPooling pooling) =>
        pooling switch
        {
            AddressPooling.Paired => "paired",
            AddressPooling.Arbitrary => "arbitrary",
            _ => "single",
        };

    public static string Of(HairpinBehavior hairpin) =>
        hairpin switch
        {
            HairpinBehavior.ExternalSource => "external source",
            HairpinBehavior.InternalSource => "internal source",
            _ => "off",
        };

    public static string Of(LifetimeRange lifetime) =>
        lifetime switch
        {
            { Gone: null } => $"longer than {DurationText.Format(lifetime.Alive)}",
            { Alive.Ticks: 0, Gone: { } gone } => $"at most {DurationText.Format(gone)}",
            { Gone: { } gone } => $"over {DurationText.Format(lifetime.Alive)}, at most {DurationText.Format(gone)}",
        };

    public static string Of(bool refreshes) => refreshes ? "yes" : "no";

    /// <summary>The kind in the words of RFC 3489, which say less.</summary>
    /// <returns>Null if they have none, or not enough was told.</returns>
    public static string? ClassicName(NatFindings found) =>
        !found.Mapping.IsTold || !found.Filtering.IsTold ? null
        : !found.IsTranslated ? (found.Filtering.Value == EndpointDependence.EndpointIndependent ? "open" : "firewall without translation")
        : (found.Mapping.Value, found.Filtering.Value) switch
        {
            (EndpointDependence.EndpointIndependent, EndpointDependence.EndpointIndependent) => "full cone",
            (EndpointDependence.EndpointIndependent, EndpointDependence.AddressDependent) => "restricted cone",
            (EndpointDependence.EndpointIndependent, _) => "port-restricted cone",
            (EndpointDependence.AddressAndPortDependent, EndpointDependence.AddressAndPortDependent) => "symmetric",
            _ => null,
        };
}
