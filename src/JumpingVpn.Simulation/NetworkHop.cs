using JumpingVpn.Datagrams;
using JumpingVpn.Network.Ledger;

namespace JumpingVpn.Simulation;

/// <summary>One observation of one datagram.</summary>
public readonly record struct NetworkHop
{
    /// <summary>The virtual time.</summary>
    public required TimeSpan At { get; init; }

    /// <summary>What happened.</summary>
    public required HopKind Kind { get; init; }

    /// <summary>The datagram's number, in the order in which the network first saw them; a copy has its own.</summary>
    public required long Datagram { get; init; }

    /// <summary>The host or NAT by its name, or a direction of a link as <c>phone>home</c>.</summary>
    public required string Where { get; init; }

    /// <summary>The source as it stood on arrival here.</summary>
    public required TransportAddress Source { get; init; }

    /// <summary>The destination as it stood on arrival here.</summary>
    public required TransportAddress Destination { get; init; }

    /// <summary>The other side of a NAT's translation; null elsewhere.</summary>
    public TransportAddress? Translated { get; init; }

    /// <summary>The time it will spend on a link; null elsewhere.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>Why it ended here; <see cref="DropReason.None"/> elsewhere.</summary>
    public DropReason Drop { get; init; }
}
