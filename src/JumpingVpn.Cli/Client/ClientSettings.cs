using JumpingVpn.Cli.Client.Networks;
using JumpingVpn.Protocol;

namespace JumpingVpn.Cli.Client;

/// <summary>What every session of a client has in common.</summary>
/// <param name="Options">The bounds, the mode and its key, which stays the caller's.</param>
/// <param name="Networks">The networks, the preferred one first; at least one.</param>
internal sealed record ClientSettings(ClientOptions Options, IReadOnlyList<ClientNetwork> Networks)
{
    /// <summary>The bounds where nothing else is asked for: a path that nothing goes over is asked often enough for NATs, for a server's
    /// time to live, and for somebody who waits for a failure to be noticed.</summary>
    public static ClientOptions Bounds { get; } = new() { KeepaliveInterval = TimeSpan.FromSeconds(5) };
}
