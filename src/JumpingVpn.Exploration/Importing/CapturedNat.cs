using JumpingVpn.Network.Nat;

namespace JumpingVpn.Exploration.Importing;

/// <summary>What a capture tells of a NAT.</summary>
internal sealed class CapturedNat
{
    /// <summary>The cells of its row, in the order of the columns; a setting that the capture does not tell is not among them.</summary>
    public required IReadOnlyList<(string Column, string Value)> Cells { get; init; }

    /// <summary>What was found, in sentences.</summary>
    public required IReadOnlyList<string> Told { get; init; }

    /// <summary>What the capture cannot tell, in sentences.</summary>
    public required IReadOnlyList<string> Untold { get; init; }

    /// <summary>The datagrams with which it had given another external endpoint, and what was new about it.</summary>
    public required IReadOnlyList<(Journey With, NatRebindingKind Kind)> Rebindings { get; init; }
}
