namespace JumpingVpn.Exploration.Strategies;

/// <summary>Which moments are drawn.</summary>
internal enum MomentStyle
{
    /// <summary>With a datagram.</summary>
    Datagram,

    /// <summary>At a deadline, or a tick to either side.</summary>
    Deadline,

    /// <summary>Either.</summary>
    Any,
}
