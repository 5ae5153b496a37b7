namespace JumpingVpn.Sockets.Nat;

/// <summary>What happened to a datagram at a NAT.</summary>
public enum NatPassageKind
{
    /// <summary>It came in, before any impairment.</summary>
    Entered,

    /// <summary>It is on a link, and at the end of it after <see cref="NatPassage.Delay"/>.</summary>
    Link,

    /// <summary>A link made it: it is a further copy of an earlier one.</summary>
    Duplicated,

    /// <summary>A link flipped one of its bits.</summary>
    Corrupted,

    /// <summary>An attacker on a link gave it other bytes.</summary>
    Rewritten,

    /// <summary>The NAT rewrote its source (outbound) or destination (inbound) to <see cref="NatPassage.Translated"/>.</summary>
    Translated,

    /// <summary>The NAT turned it around to a host inside, and rewrote its destination to <see cref="NatPassage.Translated"/>, and its
    /// source too.</summary>
    TurnedAround,

    /// <summary>It was sent on, as it then is.</summary>
    Left,

    /// <summary>It was dropped.</summary>
    Dropped,
}
