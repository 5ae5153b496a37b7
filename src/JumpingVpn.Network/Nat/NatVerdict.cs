using JumpingVpn.Datagrams;
using JumpingVpn.Network.Ledger;

namespace JumpingVpn.Network.Nat;

/// <summary>What a NAT does with one datagram: forward it with a translated address, or drop it with a reason.</summary>
/// <param name="Address">Outbound: the external source to show. Inbound: the inside destination. Meaningless where dropped.</param>
/// <param name="Drop"><see cref="DropReason.None"/> where the datagram is forwarded.</param>
public readonly record struct NatVerdict(TransportAddress Address, DropReason Drop)
{
    /// <summary>Where an outbound datagram was turned around to: an inside endpoint. Null if it goes out, as nearly all do.</summary>
    public TransportAddress? TurnedTo { get; init; }

    /// <summary>True if the datagram goes on with <see cref="Address"/>.</summary>
    public bool IsForwarded => Drop == DropReason.None;

    internal static NatVerdict Dropped(DropReason reason) => new(default, reason);
}
