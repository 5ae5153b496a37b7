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
/// <param name="Injected">True if an attacker put it here and no socket received it.</param>
public readonly record struct NatPassage(
    NatPassageKind Kind,
    NatDirection Direction,
    TimeSpan Time,
    TransportAddress Inside,
    TransportAddress External,
    TransportAddress Remote,
    DropReason Drop,
    bool Injected
)
{
    /// <summary>The datagram's number in this NAT; a copy has its own.</summary>
    public long Datagram { get; init; }

    /// <summary>The real address: of the socket that it came in by where it entered, of the socket that it was sent to where it left; the
    /// default value elsewhere.</summary>
    public TransportAddress Socket { get; init; }

    /// <summary>The endpoint that a translation wrote into it; the default value elsewhere.</summary>
    public TransportAddress Translated { get; init; }

    /// <summary>How long it will be on a link; zero elsewhere.</summary>
    public TimeSpan Delay { get; init; }
}
