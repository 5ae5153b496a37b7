using JumpingVpn.Datagrams;

namespace JumpingVpn.Simulation.Captures;

/// <summary>A UDP datagram of a capture file.</summary>
/// <param name="Point">Where it was captured: the name of the interface where the file says one, else its number in the file.</param>
/// <param name="At">When, since 1970 in UTC; cut to the tick of 100 ns.</param>
/// <param name="Source">Where it came from, as it stands in the packet.</param>
/// <param name="Destination">Where it goes, as it stands in the packet.</param>
/// <param name="Payload">What UDP carried.</param>
public sealed record CaptureRecord(
    string Point,
    TimeSpan At,
    TransportAddress Source,
    TransportAddress Destination,
    ReadOnlyMemory<byte> Payload
)
{
    /// <summary>The identification of the IPv4 header (RFC 791), which routers and most NATs leave as it is; null in IPv6.</summary>
    public ushort? Identification { get; init; }

    /// <summary>How many hops it may still pass (TTL in IPv4, hop limit in IPv6): every router on the way takes one off.</summary>
    /// <value>Default: null, not known.</value>
    public byte? HopLimit { get; init; }

    /// <summary>The comment of the packet; null without one.</summary>
    public string? Comment { get; init; }
}
