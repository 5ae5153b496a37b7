namespace JumpingVpn.Cli.Client;

/// <summary>What the options of the command line ask for.</summary>
internal sealed record ClientSchedule
{
    /// <summary>What is sent; null for <c>message</c> and its number.</summary>
    public string? Text { get; init; }

    /// <summary>How many messages; null for no bound.</summary>
    public int? Count { get; init; }

    /// <summary>From one message to the next. Default: 1 s.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>For how long messages are sent; null for no bound.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>After how many messages the socket dies, once; null for never.</summary>
    public int? KillAfterMessages { get; init; }

    /// <summary>After which time the socket dies, once; null for never.</summary>
    public TimeSpan? KillAfter { get; init; }
}
