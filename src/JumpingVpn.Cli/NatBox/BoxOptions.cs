using JumpingVpn.Cli.Arguments;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Cli.NatBox;

/// <summary>How <c>jumpingvpn nat</c> was asked to run.</summary>
internal sealed record BoxOptions
{
    /// <summary>The services, at least one.</summary>
    public required IReadOnlyList<BoxPair> Pairs { get; init; }

    /// <summary>What happens to datagrams.</summary>
    public required BoxNetwork Network { get; init; }

    /// <summary>Where every random decision comes from.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The external addresses, without ports; empty for the one that the system uses towards each server.</summary>
    public IReadOnlyList<TransportAddress> External { get; init; } = [];

    /// <summary>The most flows at a time.</summary>
    public int MaxFlows { get; init; } = 10_000;

    /// <summary>Whether TCP to the same ports goes through, too, untouched.</summary>
    public bool PassesTcp { get; init; }

    /// <summary>Whether events are shown instead of the live view, on a terminal, too.</summary>
    public bool ShowsEvents { get; init; }

    /// <summary>The capture file; null for none.</summary>
    public string? Capture { get; init; }

    /// <summary>Where the control interface listens; null for nowhere.</summary>
    public HostPort? Control { get; init; }

    /// <summary>The token that it asks for; null for a new one, which is printed.</summary>
    public string? ControlToken { get; init; }
}
