namespace JumpingVpn.Network.Adversary;

/// <summary>What an attacker on the path does to a datagram.</summary>
public enum InterceptionKind
{
    /// <summary>It goes on, and the next attacker sees it.</summary>
    Pass,

    /// <summary>It ends here (<see cref="Ledger.DropReason.Adversary"/>).</summary>
    Drop,

    /// <summary>It waits until <see cref="Impairments.LinkHold.Release"/>.</summary>
    Hold,

    /// <summary>It goes on, at once or later, perhaps with other bytes.</summary>
    Forward,
}
