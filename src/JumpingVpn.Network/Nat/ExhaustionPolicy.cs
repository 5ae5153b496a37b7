namespace JumpingVpn.Network.Nat;

/// <summary>What a NAT does when a new mapping finds no free port, or its host has as many mappings as it may have.</summary>
public enum ExhaustionPolicy
{
    /// <summary>The datagram is dropped and the existing mappings survive, as RFC 6888 REQ-11 demands.</summary>
    DropNew,

    /// <summary>The mapping that was used least recently gives way; of two used at once, the older one.</summary>
    EvictOldest,

    /// <summary>A mapping picked at random gives way.</summary>
    EvictRandom,
}
