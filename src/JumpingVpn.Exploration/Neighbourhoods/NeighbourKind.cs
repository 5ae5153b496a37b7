namespace JumpingVpn.Exploration.Neighbourhoods;

/// <summary>In what a neighbour differs.</summary>
public enum NeighbourKind
{
    /// <summary>In nothing but the seed.</summary>
    Seed,

    /// <summary>In a time: by a tick, by a millisecond, by a tenth, in either direction.</summary>
    Time,

    /// <summary>In a place: another datagram, another bit.</summary>
    Place,
}
