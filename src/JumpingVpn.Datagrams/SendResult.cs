namespace JumpingVpn.Datagrams;

/// <summary>What became of a datagram at the moment it was handed over; never a promise that it arrives.</summary>
public enum SendResult
{
    /// <summary>The carrier took the datagram. It may still be lost, delayed, duplicated or reordered.</summary>
    Sent,

    /// <summary>The carrier's send buffer was full and the datagram was dropped; a later attempt may succeed.</summary>
    QueueFull,

    /// <summary>The datagram is longer than <see cref="IDatagramChannel.MaxDatagramSize"/>, or than the path is known to carry, and was
    /// dropped.</summary>
    TooLarge,

    /// <summary>This machine itself knows no way to the destination (no route, interface down, own address gone) and the datagram was
    /// dropped. What others say of the way, which anybody can forge, is never told so.</summary>
    Unreachable,

    /// <summary>The channel was disposed before the call.</summary>
    Closed,
}
