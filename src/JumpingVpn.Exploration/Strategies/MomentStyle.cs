namespace JumpingVpn.Exploration.Strategies;

/// <summary>Which moments are drawn.</summary>
internal enum MomentStyle
{
    /// <summary>With a datagram.</summary>
    Datagram,

    /// <summary>With a datagram or when it has arrived, or at a deadline or a tick to either side: one place after the other.</summary>
    Boundary,

    /// <summary>With a datagram, or at a deadline or a tick to either side.</summary>
    Any,
}
