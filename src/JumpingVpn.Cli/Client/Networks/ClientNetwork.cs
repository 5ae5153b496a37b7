using System.Net;

namespace JumpingVpn.Cli.Client.Networks;

/// <summary>A network that the client may use.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Address">This machine's address on it; null for whatever the routes say.</param>
internal sealed record ClientNetwork(string Name, IPAddress? Address)
{
    /// <summary>The one that a client has where none is named.</summary>
    public static ClientNetwork Any { get; } = new("any", null);
}
