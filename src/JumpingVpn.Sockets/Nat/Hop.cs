namespace JumpingVpn.Sockets.Nat;

/// <summary>The link that a datagram crosses inside a <see cref="UdpNat"/>; the translation lies between two of them.</summary>
internal enum Hop
{
    /// <summary>From the host inside to the translation.</summary>
    InsideUp,

    /// <summary>From the translation to the network outside.</summary>
    OutsideUp,

    /// <summary>From the network outside to the translation.</summary>
    OutsideDown,

    /// <summary>From the translation to the host inside.</summary>
    InsideDown,
}
