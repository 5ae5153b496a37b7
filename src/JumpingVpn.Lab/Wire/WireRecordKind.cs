namespace JumpingVpn.Lab.Wire;

/// <summary>What happened to a datagram.</summary>
internal enum WireRecordKind
{
    /// <summary>A host handed it to its channel.</summary>
    Sent,

    /// <summary>It arrived at a channel.</summary>
    Delivered,

    /// <summary>The network dropped it.</summary>
    Dropped,
}
