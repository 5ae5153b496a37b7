using JumpingVpn.Datagrams;

namespace JumpingVpn.Exploration.Importing;

/// <summary>How a capture becomes a scenario.</summary>
public sealed record ImportOptions
{
    /// <summary>By how much a datagram may come at another time than in the capture: smaller delays than this are not written.</summary>
    /// <value>Default: 0, exact to the tick of 100 ns.</value>
    public TimeSpan Tolerance { get; init; }

    /// <summary>The addresses on the outside of a NAT of which one capture shows both sides, their ports ignored.</summary>
    /// <value>Default: none; the capture tells by itself where it can.</value>
    public IReadOnlyList<TransportAddress> Outside { get; init; } = [];

    /// <summary>Whether the bytes of each datagram are written, instead of how many there are.</summary>
    /// <value>Default: false.</value>
    public bool WithBytes { get; init; }
}
