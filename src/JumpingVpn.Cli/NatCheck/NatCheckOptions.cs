using JumpingVpn.Datagrams;

namespace JumpingVpn.Cli.NatCheck;

/// <summary>How a check is made.</summary>
internal sealed record NatCheckOptions
{
    /// <summary>The server.</summary>
    public required TransportAddress Server { get; init; }

    /// <summary>Where the server's other port is reached; null to ask the server.</summary>
    public TransportAddress? OtherPort { get; init; }

    /// <summary>Where the server's other address is reached, or another server; null to ask the server.</summary>
    public TransportAddress? OtherAddress { get; init; }

    /// <summary>The local address, its port ignored; null lets the system choose.</summary>
    public TransportAddress? Local { get; init; }

    /// <summary>How long an answer is waited for. The request is sent three times in it.</summary>
    /// <value>Default: 1.5 s.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>The longest lifetime that is looked for; null for no search.</summary>
    public TimeSpan? LifetimeMax { get; init; }

    /// <summary>The distance of two looks.</summary>
    /// <value>Default: 1 s.</value>
    public TimeSpan LifetimeResolution { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a flow is used until it counts as a stream: Linux waits for 2 s.</summary>
    /// <value>Default: 2.2 s.</value>
    public TimeSpan StreamAge { get; init; } = TimeSpan.FromSeconds(2.2);
}
