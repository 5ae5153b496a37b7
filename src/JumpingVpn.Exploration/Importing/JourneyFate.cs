namespace JumpingVpn.Exploration.Importing;

/// <summary>How far a datagram came.</summary>
internal enum JourneyFate
{
    /// <summary>It arrived, or nothing says that it did not.</summary>
    Arrived,

    /// <summary>It was lost between its sender and the sender's NAT.</summary>
    LostInside,

    /// <summary>It was lost on the public network.</summary>
    LostBetween,

    /// <summary>It was lost between the receiver's NAT and the receiver.</summary>
    LostBehind,

    /// <summary>The sender's NAT did not let it out.</summary>
    KeptIn,

    /// <summary>The receiver's NAT did not let it in.</summary>
    KeptOut,
}
