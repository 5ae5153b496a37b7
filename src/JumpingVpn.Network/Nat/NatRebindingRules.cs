namespace JumpingVpn.Network.Nat;

/// <summary>When a NAT gives a mapping another external endpoint by itself. At least one rule must be set.</summary>
public sealed record NatRebindingRules
{
    /// <summary>What changes by <see cref="Every"/> and <see cref="AfterDatagrams"/>.</summary>
    /// <value>Default: the port.</value>
    public NatRebindingKind Kind { get; init; } = NatRebindingKind.Port;

    /// <summary>Each mapping is rebound whenever it has existed for a multiple of this time; null: never.</summary>
    /// <value>Default: null. Longer than 0.</value>
    public TimeSpan? Every { get; init; }

    /// <summary>So many datagrams from inside leave under one endpoint, the next one under another; null: never.</summary>
    /// <value>Default: null. At least 1.</value>
    public int? AfterDatagrams { get; init; }

    /// <summary>Whether an inside endpoint that comes back after its mapping expired is refused the port that it had.</summary>
    /// <value>Default: false, so a NAT that preserves ports gives the same one again.</value>
    public bool OnExpiry { get; init; }
}
