namespace JumpingVpn.Lab;

/// <summary>What a node of a network is.</summary>
public enum SceneNodeKind
{
    /// <summary>A host.</summary>
    Host,

    /// <summary>A further interface of a host.</summary>
    Interface,

    /// <summary>A NAT or firewall.</summary>
    Nat,
}
