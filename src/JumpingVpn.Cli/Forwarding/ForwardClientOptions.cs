namespace JumpingVpn.Cli.Forwarding;

/// <summary>What a client promises of the datagrams that it takes.</summary>
internal sealed record ForwardClientOptions
{
    /// <summary>What is promised of what goes up. Default: exactly once.</summary>
    public ForwardDelivery Delivery { get; init; }

    /// <summary>The longest datagram that is taken, in bytes. Default: 2,940, what a message of the default length carries.</summary>
    public int LongestDatagram { get; init; } = ForwardFrame.LongestDatagram(4_096);

    /// <summary>The bounds.</summary>
    public ForwardLimits Limits { get; init; } = new();
}
