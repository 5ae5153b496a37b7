using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Nat;

namespace JumpingVpn.Cli.NatBox;

/// <summary>What the box does to datagrams: its NAT, and the link between the NAT and the network outside.</summary>
internal sealed record BoxNetwork
{
    /// <summary>The translation.</summary>
    public NatOptions Nat { get; init; } = new();

    /// <summary>The way to the servers.</summary>
    public LinkOptions Up { get; init; } = LinkOptions.Perfect;

    /// <summary>The way back.</summary>
    public LinkOptions Down { get; init; } = LinkOptions.Perfect;

    /// <summary>How the way to the servers varies; null for not at all.</summary>
    public LinkSchedule? UpSchedule { get; init; }

    /// <summary>How the way back varies; null for not at all.</summary>
    public LinkSchedule? DownSchedule { get; init; }
}
