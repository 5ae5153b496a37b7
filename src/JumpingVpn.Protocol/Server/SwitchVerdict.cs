namespace JumpingVpn.Protocol.Server;

/// <summary>The policy's verdict on another switch.</summary>
internal enum SwitchVerdict
{
    /// <summary>The switch is allowed.</summary>
    Allowed,

    /// <summary>The last one is too recent.</summary>
    CoolingDown,

    /// <summary>The last minute had as many as are allowed.</summary>
    TooMany,
}
