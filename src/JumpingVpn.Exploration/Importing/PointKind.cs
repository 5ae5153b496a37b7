namespace JumpingVpn.Exploration.Importing;

/// <summary>On which side of what a capture was taken.</summary>
internal enum PointKind
{
    /// <summary>At a host, or somewhere on the way.</summary>
    Host,

    /// <summary>Between a NAT and the hosts behind it.</summary>
    Inside,

    /// <summary>Between a NAT and the public network.</summary>
    Outside,

    /// <summary>On a link, where a capture of the simulated network says what befell a datagram.</summary>
    Link,
}
