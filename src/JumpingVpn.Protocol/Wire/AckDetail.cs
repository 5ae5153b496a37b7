namespace JumpingVpn.Protocol.Wire;

/// <summary>How much of an answer is written: the anti-amplification limit takes the optional members away, in this order.</summary>
internal enum AckDetail
{
    /// <summary>All members.</summary>
    Full,

    /// <summary>Without the note.</summary>
    WithoutNote,

    /// <summary>Without the note and the echoed nonce.</summary>
    WithoutNonce,

    /// <summary>Nothing but what the prototype's peers need.</summary>
    Bare,
}
