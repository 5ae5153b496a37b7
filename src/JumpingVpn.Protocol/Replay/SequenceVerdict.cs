namespace JumpingVpn.Protocol.Replay;

/// <summary>What a receive window says of a sequence number.</summary>
internal enum SequenceVerdict
{
    /// <summary>Seen for the first time: to be delivered.</summary>
    New,

    /// <summary>Delivered before: to be acknowledged, not delivered.</summary>
    Duplicate,

    /// <summary>Below the window: whether it was delivered is not known any more, so it is neither.</summary>
    TooOld,
}
