namespace JumpingVpn.Cli.Forwarding;

/// <summary>Why a datagram was not forwarded.</summary>
internal enum ForwardLoss
{
    /// <summary>It is longer than a message of the session can be.</summary>
    TooLong,

    /// <summary>As many bytes wait as may wait.</summary>
    QueueFull,

    /// <summary>It waited for its session as long as it may.</summary>
    TooOld,

    /// <summary>It was sent once, and not acknowledged; or the path did not carry it.</summary>
    NotAcknowledged,

    /// <summary>A message of the other side that is not a forwarded datagram, or names a flow that there is not.</summary>
    NotAFrame,

    /// <summary>Its flow is gone: it was idle, or gave way to a newer one.</summary>
    NoFlow,

    /// <summary>The target, or the local program, does not take it.</summary>
    Refused,
}
