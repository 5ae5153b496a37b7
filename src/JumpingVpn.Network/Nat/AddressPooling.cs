namespace JumpingVpn.Network.Nat;

/// <summary>Which external address of the pool a new mapping is given (RFC 4787 section 4.1, "IP address pooling").</summary>
public enum AddressPooling
{
    /// <summary>One inside host keeps one external address, the hosts taking the addresses in turn (RFC 4787 REQ-2).</summary>
    Paired,

    /// <summary>Every mapping takes the next address of the pool, whosever it is; where that one is full, the one after it.</summary>
    Arbitrary,

    /// <summary>One address is in use for everybody; the others are spares to which a change of address moves everybody.</summary>
    Single,
}
