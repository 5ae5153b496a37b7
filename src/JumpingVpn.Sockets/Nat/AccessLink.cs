using JumpingVpn.Network.Impairments;

namespace JumpingVpn.Sockets.Nat;

/// <summary>The two directions of one link and whether it is plugged in.</summary>
/// <remarks>Options and state may be changed at any time from the pump's thread; with threads, while no datagram is underway.</remarks>
public sealed class AccessLink
{
    /// <summary>Creates a link that is up.</summary>
    /// <param name="up">From the hosts towards the network.</param>
    /// <param name="down">From the network towards the hosts.</param>
    public AccessLink(LinkModel up, LinkModel down)
    {
        ArgumentNullException.ThrowIfNull(up);
        ArgumentNullException.ThrowIfNull(down);
        Up = up;
        Down = down;
    }

    /// <summary>From the hosts towards the network.</summary>
    public LinkModel Up { get; }

    /// <summary>From the network towards the hosts.</summary>
    public LinkModel Down { get; }

    /// <summary>False drops every datagram that enters the link; those under way on it arrive.</summary>
    /// <value>Default: true.</value>
    public bool IsUp { get; set; } = true;
}
