using JumpingVpn.Network.Links;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Sockets.Nat;

/// <summary>The two directions of one link of a <see cref="UdpNat"/>. It is perfect and up until told otherwise, and belongs to the NAT
/// that it is first given to.</summary>
/// <remarks>Options and state may be changed at any time from the pump's thread; with threads, while no datagram is underway.</remarks>
public sealed class AccessLink
{
    private readonly AccessPassage _up;
    private readonly AccessPassage _down;

    /// <summary>Creates a link.</summary>
    /// <param name="up">Where the streams of the direction from the hosts come from, already narrowed to it.</param>
    /// <param name="down">Likewise for the direction towards the hosts.</param>
    public AccessLink(in RandomSource up, in RandomSource down)
    {
        _up = new AccessPassage(up);
        _down = new AccessPassage(down);
    }

    /// <summary>From the hosts towards the network.</summary>
    public LinkPassage Up => _up;

    /// <summary>From the network towards the hosts.</summary>
    public LinkPassage Down => _down;

    /// <summary>False drops every datagram that enters the link in either direction; those in flight on it arrive.</summary>
    /// <value>Default: true.</value>
    public bool IsUp
    {
        get => _up.IsUp && _down.IsUp;
        set => _up.IsUp = _down.IsUp = value;
    }

    internal AccessPassage Passage(NatDirection direction) => direction == NatDirection.Outbound ? _up : _down;

    /// <summary>Gives the link to a NAT.</summary>
    /// <exception cref="ArgumentException">It belongs to another one.</exception>
    internal void JoinTo(NatPipeline carrier)
    {
        _up.JoinTo(carrier);
        _down.JoinTo(carrier);
    }
}
