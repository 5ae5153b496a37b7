namespace JumpingVpn.Lab;

/// <summary>Which directions of an access link are meant.</summary>
[Flags]
public enum LinkWays
{
    /// <summary>Neither.</summary>
    None = 0,

    /// <summary>From the host or NAT towards the network.</summary>
    Up = 1,

    /// <summary>From the network towards the host or NAT.</summary>
    Down = 2,

    /// <summary>Both alike.</summary>
    Both = Up | Down,
}
