namespace JumpingVpn.Lab;

/// <summary>What befell a node of the network.</summary>
public enum SceneChange
{
    /// <summary>Its access link was cut.</summary>
    LinkDown,

    /// <summary>Its access link was restored.</summary>
    LinkUp,

    /// <summary>Its interface was taken away.</summary>
    Detached,

    /// <summary>Its interface came back.</summary>
    Attached,

    /// <summary>It was frozen.</summary>
    Paused,

    /// <summary>It goes on.</summary>
    Resumed,

    /// <summary>It went down.</summary>
    Crashed,

    /// <summary>It came up again.</summary>
    Restarted,

    /// <summary>It has another address.</summary>
    Renumbered,

    /// <summary>Nothing passes between it and another.</summary>
    Partitioned,

    /// <summary>That is over.</summary>
    Rejoined,

    /// <summary>A NAT gave mappings other external endpoints.</summary>
    Rebound,

    /// <summary>A NAT's table was emptied.</summary>
    Flushed,

    /// <summary>A NAT started again.</summary>
    Rebooted,

    /// <summary>A NAT's mappings of a host went bad.</summary>
    Stuck,

    /// <summary>A NAT gave the mappings of one host to another.</summary>
    Stolen,

    /// <summary>Its access link has other properties.</summary>
    LinkChanged,
}
