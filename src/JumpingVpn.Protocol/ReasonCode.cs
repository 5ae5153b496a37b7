namespace JumpingVpn.Protocol;

/// <summary>The exact <c>reason</c> beside a coarse code, on the wire and in events; <see cref="CodeNames"/> has the names.</summary>
public enum ReasonCode
{
    /// <summary>No reason given, or one that this version does not know.</summary>
    None,

    /// <summary>A member is missing, doubled or unacceptable.</summary>
    Malformed,

    /// <summary>The type is not one that this side takes.</summary>
    UnknownType,

    /// <summary>The datagram is longer than the receiver takes.</summary>
    TooLarge,

    /// <summary>The server does not remember a session of that id.</summary>
    UnknownSession,

    /// <summary>The session was idle for its time to live.</summary>
    SessionExpired,

    /// <summary>The session was ended explicitly.</summary>
    SessionTerminated,

    /// <summary>The session is bound to another address.</summary>
    WrongTransport,

    /// <summary>The proof does not verify.</summary>
    BadProof,

    /// <summary>The nonce was accepted before.</summary>
    Replay,

    /// <summary>The state version is not the present one.</summary>
    StaleStateVersion,

    /// <summary>The session has accepted as many nonces as it may remember; it fails closed.</summary>
    NonceMemoryFull,

    /// <summary>The sequence number lies below the receive window, so whether it was delivered is no longer known.</summary>
    SequenceTooOld,

    /// <summary>The server holds as many sessions as it may.</summary>
    ServerFull,

    /// <summary>The source sends more than its share.</summary>
    RateLimited,

    /// <summary>The switch is forbidden by the policy.</summary>
    PolicyDeny,

    /// <summary>The message authentication code is missing or wrong.</summary>
    BadMac,

    /// <summary>The server makes no session without a key agreement, and the handshake offered none.</summary>
    KeyRequired,

    /// <summary>The answer to an offered key agreement has none, as if the session could do without.</summary>
    Downgrade,

    /// <summary>No answer came to any of the attempts.</summary>
    NoAnswer,

    /// <summary>A state change that the table does not have was asked for.</summary>
    ForbiddenTransition,

    /// <summary>An answer reached the side that gives answers: somebody sends a message back to where it came from.</summary>
    ReflectedMessage,

    /// <summary>The seed's word for an explicit change of the binding.</summary>
    TransportVolatility,

    /// <summary>The session reached its maximum lifetime.</summary>
    LifetimeExpired,

    /// <summary>The session has switched its transport too recently.</summary>
    SwitchCooldown,

    /// <summary>The session has switched its transport as often as it may in a minute.</summary>
    SwitchRate,

    /// <summary>The challenge was not made for this session, request and address, or is too old.</summary>
    PathNotValidated,

    /// <summary>One request to reattach came from two addresses: one of them is not its sender's.</summary>
    Race,

    /// <summary>More messages were refused than are logged one by one.</summary>
    RefusalsNotLogged,

    /// <summary>As many handshakes make sessions as the policy allows; the next may come in a moment.</summary>
    HandshakeRate,

    /// <summary>The server is stopping on purpose.</summary>
    ServerStopping,
}
