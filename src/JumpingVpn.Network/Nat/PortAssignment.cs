namespace JumpingVpn.Network.Nat;

/// <summary>How a NAT picks the external port of a new mapping (RFC 4787 section 4.2.1).</summary>
public enum PortAssignment
{
    /// <summary>The inside port where it is free and in range, else the next free port in sequence.</summary>
    PreserveIfFree,

    /// <summary>The next free port after the last one assigned.</summary>
    Sequential,

    /// <summary>A random port; where that is taken, the next free one after it.</summary>
    Random,
}
