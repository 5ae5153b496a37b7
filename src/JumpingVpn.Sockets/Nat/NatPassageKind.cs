namespace JumpingVpn.Sockets.Nat;

/// <summary>What happened to a datagram at a NAT.</summary>
public enum NatPassageKind
{
    /// <summary>It came in, before any impairment.</summary>
    Entered,

    /// <summary>A link made one more copy of it.</summary>
    Duplicated,

    /// <summary>It was sent on, as it then is.</summary>
    Left,

    /// <summary>It was dropped.</summary>
    Dropped,
}
