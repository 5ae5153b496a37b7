using JumpingVpn.Cli.Arguments;

namespace JumpingVpn.Cli.Endpoints;

/// <summary>What <c>jumpingvpn endpoint</c> is asked for.</summary>
/// <param name="Program">A file or a command.</param>
/// <param name="Bind">Its addresses; none if it serves lines.</param>
internal sealed record EndpointRequest(string Program, IReadOnlyList<HostPort> Bind)
{
    /// <summary>The text that it is configured with.</summary>
    public string Configuration { get; init; } = "";

    /// <summary>Commands at the start.</summary>
    public IReadOnlyList<string> Commands { get; init; } = [];

    /// <summary>Whether a shared library has its own process.</summary>
    public bool Isolate { get; init; }

    /// <summary>Where its random bytes come from; null for the system's generator.</summary>
    public ulong? Seed { get; init; }

    /// <summary>How long it runs; null until it is stopped.</summary>
    public TimeSpan? Duration { get; init; }
}
