using JumpingVpn.Network.Impairments;

namespace JumpingVpn.Sockets.Nat;

/// <summary>The two directions of one link and whether it is plugged in.</summary>
/// <remarks>Options and state may be changed at any time from the pump's thread; with threads, while no datagram is underway.</remarks>
public sealed class AccessLink
{
    private readonly int[] _underWay = new int[2];

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

    internal LinkModel Model(NatDirection direction) => direction == NatDirection.Outbound ? Up : Down;

    /// <summary>True where a datagram passes at once: a perfect direction that nothing is under way on, which it could overtake.</summary>
    internal bool IsWire(NatDirection direction) => Model(direction).IsPerfect && _underWay[(int)direction] == 0;

    internal void CountUnderWay(NatDirection direction, int change) => _underWay[(int)direction] += change;
}
