namespace JumpingVpn.Network.Nat;

/// <summary>What a rebinding changes in the external endpoint.</summary>
public enum NatRebindingKind
{
    /// <summary>The same address with another port.</summary>
    Port,

    /// <summary>The next address of the pool, with the same port where that is free.</summary>
    Address,

    /// <summary>The next address of the pool and another port.</summary>
    PortAndAddress,
}
