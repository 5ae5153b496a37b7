namespace JumpingVpn.Protocol.Server;

/// <summary>What the policy says of one more switch.</summary>
internal enum SwitchVerdict
{
    /// <summary>It may be made.</summary>
    Allowed,

    /// <summary>The last one is too recent.</summary>
    CoolingDown,

    /// <summary>There were as many in the last minute as there may be.</summary>
    TooMany,
}
