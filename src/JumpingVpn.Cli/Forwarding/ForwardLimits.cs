namespace JumpingVpn.Cli.Forwarding;

/// <summary>What forwarding may hold of flows, bytes and time, whatever peers and targets do.</summary>
internal sealed record ForwardLimits
{
    /// <summary>How many flows one session has; one more ends the one that was idle longest. Default: 256.</summary>
    public int FlowsPerSession { get; init; } = 256;

    /// <summary>How many flows a server has in all; one more ends one of the session with the most. Default: 1,024.</summary>
    public int Flows { get; init; } = 1_024;

    /// <summary>How long a flow is kept without a datagram in either direction. Default: 1 min.</summary>
    public TimeSpan FlowIdle { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How many bytes of datagrams wait for one session, each with an overhead of 64. Default: 128 KiB.</summary>
    public int WaitingBytes { get; init; } = 128 * 1_024;

    /// <summary>How long a datagram waits for its session where it is to be delivered exactly once. Default: 30 s.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long it waits where the newest goes first. Default: 1 s.</summary>
    public TimeSpan LongestWaitOfNewest { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many messages of forwarding a session has in flight; the others wait here. Default: 32, as many as the session
    /// sends at once.</summary>
    public int InFlight { get; init; } = 32;
}
