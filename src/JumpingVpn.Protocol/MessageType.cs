namespace JumpingVpn.Protocol;

/// <summary>The messages of the wire, by their <c>type</c>.</summary>
public enum MessageType
{
    /// <summary>A type that this version does not know.</summary>
    Unknown,

    /// <summary>Asks for a session.</summary>
    HandshakeInit,

    /// <summary>Names the new session.</summary>
    HandshakeAck,

    /// <summary>Carries application data.</summary>
    Data,

    /// <summary>Says that the data reached the application.</summary>
    DataAck,

    /// <summary>Asks, with a proof, that the sender's address becomes the session's transport.</summary>
    ReattachRequest,

    /// <summary>Says that it has.</summary>
    ReattachAck,

    /// <summary>Refuses a message, with a code and perhaps a reason.</summary>
    Error,

    /// <summary>Says that the sender is still there, and asks the other side to say the same.</summary>
    Keepalive,

    /// <summary>Says that it is, and echoes the number asked with.</summary>
    KeepaliveAck,

    /// <summary>Ends the session, with a reason. It is final and not answered.</summary>
    Terminate,

    /// <summary>Asks for the handshake once more, with the cookie that it brings: the sender's address has to show that it is
    /// his.</summary>
    HandshakeRetry,

    /// <summary>Asks an address that wants to become a session's transport for an answer.</summary>
    PathChallenge,

    /// <summary>Gives it, with a proof made for the challenge.</summary>
    PathResponse,
}
