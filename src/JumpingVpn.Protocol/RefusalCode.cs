namespace JumpingVpn.Protocol;

/// <summary>The coarse <c>code</c> of an <c>ERROR</c>; <see cref="CodeNames"/> has the names on the wire.</summary>
public enum RefusalCode
{
    /// <summary>No refusal, or a code that this version does not know.</summary>
    None,

    /// <summary>The message is of a known type, but a member is missing, doubled or unacceptable.</summary>
    Malformed,

    /// <summary>The message is of a type that this side does not take.</summary>
    UnknownType,

    /// <summary>The datagram is longer than the receiver takes.</summary>
    TooLarge,

    /// <summary>There is no live session of that id; the reason says whether there was one.</summary>
    UnknownSession,

    /// <summary>The session is bound to another address than the sender's.</summary>
    WrongTransport,

    /// <summary>The proof was not made with the session's secret for this session and nonce.</summary>
    BadProof,

    /// <summary>The nonce was accepted before in this session.</summary>
    ReplayDetected,

    /// <summary>The state version given is not the session's present one.</summary>
    StaleStateVersion,

    /// <summary>A bound of the policy forbids it now.</summary>
    PolicyDeny,

    /// <summary>The source sends more than its share.</summary>
    RateLimited,

    /// <summary>The server holds as many sessions as it may.</summary>
    ServerFull,

    /// <summary>The message authentication code is missing or wrong.</summary>
    BadMac,
}
