namespace JumpingVpn.Simulation;

/// <summary>What happened to a datagram at one place of the network.</summary>
public enum HopKind
{
    /// <summary>A channel handed it over.</summary>
    Sent,

    /// <summary>It was put into the network from outside any host.</summary>
    Injected,

    /// <summary>It entered a link that will deliver it after <see cref="NetworkHop.Delay"/>.</summary>
    Link,

    /// <summary>A link made it: it is a further copy of an earlier one.</summary>
    Duplicated,

    /// <summary>A link flipped one of its bits.</summary>
    Corrupted,

    /// <summary>An attacker on a link gave it other bytes.</summary>
    Rewritten,

    /// <summary>A NAT let it out and rewrote its source to <see cref="NetworkHop.Translated"/>.</summary>
    NatOutbound,

    /// <summary>A NAT let it in and rewrote its destination to <see cref="NetworkHop.Translated"/>.</summary>
    NatInbound,

    /// <summary>A NAT turned it around and rewrote its destination to <see cref="NetworkHop.Translated"/>, and its source too.</summary>
    NatHairpin,

    /// <summary>It was given to the receiver.</summary>
    Delivered,

    /// <summary>It ended here, for the reason in <see cref="NetworkHop.Drop"/>.</summary>
    Dropped,
}
