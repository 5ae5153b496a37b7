namespace JumpingVpn.Protocol.Tests.Attacks;

/// <summary>What an attacker does to a datagram: the columns of the attack matrix.</summary>
internal enum Manipulation
{
    /// <summary>The newest of its type, once more from where it came.</summary>
    Replayed,

    /// <summary>The newest of its type, from the attacker's own address.</summary>
    FromElsewhere,

    /// <summary>The first of its type in the session, from the address it came from then.</summary>
    Older,

    /// <summary>One of another client's session, from the victim's address.</summary>
    OfAnotherSession,

    /// <summary>Sent back to the side that made it.</summary>
    Reflected,

    /// <summary>Each bit of each byte flipped in turn.</summary>
    Flipped,

    /// <summary>A fresh one that the server has not seen, each bit of each byte flipped in turn.</summary>
    FlippedFresh,

    /// <summary>Cut at each length.</summary>
    Truncated,

    /// <summary>With each byte value, a second object, or itself appended.</summary>
    Extended,

    /// <summary>Replayed when the session has just expired.</summary>
    AfterExpiry,

    /// <summary>Replayed when the session has just been ended.</summary>
    AfterTermination,

    /// <summary>A fresh one that arrives from two addresses at the same tick, the attacker's copy first.</summary>
    TwoAtOnce,
}
