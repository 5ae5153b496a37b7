using JumpingVpn.Datagrams;
using JumpingVpn.Network.Ledger;

namespace JumpingVpn.Sockets.Nat;

/// <summary>One event in the passage of a datagram.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Direction">Which way it goes.</param>
/// <param name="Time">When, by the NAT's clock.</param>
/// <param name="Inside">The endpoint inside; the default value where it is not known (inbound, before translation).</param>
/// <param name="External">The external endpoint; the default value where it is not known (outbound, before translation).</param>
/// <param name="Remote">The remote endpoint.</param>
/// <param name="Drop">The reason where dropped, else <see cref="DropReason.None"/>.</param>
/// <param name="Injected">True where an attacker put it here and no socket received it.</param>
public readonly record struct NatPassage(
    NatPassageKind Kind,
    NatDirection Direction,
    TimeSpan Time,
    TransportAddress Inside,
    TransportAddress External,
    TransportAddress Remote,
    DropReason Drop,
    bool Injected
);
