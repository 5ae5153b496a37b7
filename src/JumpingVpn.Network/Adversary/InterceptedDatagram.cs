using JumpingVpn.Datagrams;

namespace JumpingVpn.Network.Adversary;

/// <summary>A datagram as an attacker on the path sees it.</summary>
/// <param name="payload">The bytes, valid only during the call.</param>
/// <param name="source">The source as it stands on this link.</param>
/// <param name="destination">The destination as it stands on this link.</param>
/// <param name="at">The time.</param>
public readonly ref struct InterceptedDatagram(
    ReadOnlySpan<byte> payload,
    scoped in TransportAddress source,
    scoped in TransportAddress destination,
    TimeSpan at
)
{
    /// <summary>The bytes, valid only during the call.</summary>
    public ReadOnlySpan<byte> Payload { get; } = payload;

    /// <summary>The source as it stands on this link.</summary>
    public TransportAddress Source { get; } = source;

    /// <summary>The destination as it stands on this link.</summary>
    public TransportAddress Destination { get; } = destination;

    /// <summary>The time, by the clock of the network.</summary>
    public TimeSpan At { get; } = at;
}
