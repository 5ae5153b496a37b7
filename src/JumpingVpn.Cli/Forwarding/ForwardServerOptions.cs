using JumpingVpn.Datagrams;

namespace JumpingVpn.Cli.Forwarding;

/// <summary>Where a server forwards to, and what it promises.</summary>
internal sealed record ForwardServerOptions
{
    /// <summary>The one target. No client can name another.</summary>
    public required TransportAddress Target { get; init; }

    /// <summary>What is promised of answers. Default: exactly once.</summary>
    public ForwardDelivery Delivery { get; init; }

    /// <summary>The bounds.</summary>
    public ForwardLimits Limits { get; init; } = new();
}
