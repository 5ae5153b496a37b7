namespace JumpingVpn.Network.Nat;

/// <summary>
/// How much of the remote endpoint a NAT looks at, for its mapping (RFC 4787 section 4.1) and for its filtering (section 5).
/// </summary>
public enum EndpointDependence
{
    /// <summary>Mapping: one external endpoint for all remotes. Filtering: anybody may send to it.</summary>
    EndpointIndependent,

    /// <summary>Mapping: one external endpoint per remote address. Filtering: only addresses that were sent to.</summary>
    AddressDependent,

    /// <summary>Mapping: one external endpoint per remote address and port. Filtering: only endpoints that were sent to.</summary>
    AddressAndPortDependent,
}
