namespace JumpingVpn.Network.Impairments;

/// <summary>What a targeted fault does to the datagrams that it strikes.</summary>
public enum FaultAction
{
    /// <summary>They are lost.</summary>
    Drop,

    /// <summary>They wait until the fault releases them.</summary>
    Hold,

    /// <summary>They arrive twice.</summary>
    Duplicate,

    /// <summary>They arrive later than they would, and so may be overtaken.</summary>
    Delay,
}
