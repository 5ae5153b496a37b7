namespace JumpingVpn.Network.Nat;

/// <summary>What becomes of a datagram from inside to an external endpoint of the same NAT (RFC 4787 section 6).</summary>
public enum HairpinBehavior
{
    /// <summary>It is dropped.</summary>
    Off,

    /// <summary>It is turned around, and the peer sees the sender's external endpoint, as REQ-9a demands.</summary>
    ExternalSource,

    /// <summary>It is turned around with the sender's inside endpoint as the source: a fault, since the peer then answers past the
    /// NAT.</summary>
    InternalSource,
}
