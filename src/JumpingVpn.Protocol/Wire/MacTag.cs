namespace JumpingVpn.Protocol.Wire;

/// <summary>The members that a message authentication code covers, by the tag that stands before each. The numbers are the
/// wire's.</summary>
internal enum MacTag : byte
{
    /// <summary><c>seq</c>.</summary>
    Sequence = 1,

    /// <summary><c>state_version</c>.</summary>
    StateVersion = 2,

    /// <summary><c>nonce</c>.</summary>
    Nonce = 3,

    /// <summary><c>proof</c>.</summary>
    Proof = 4,

    /// <summary><c>code</c>.</summary>
    Code = 5,

    /// <summary><c>reason</c>.</summary>
    Reason = 6,

    /// <summary><c>payload</c>.</summary>
    Payload = 7,

    /// <summary><c>key</c> of the message's sender.</summary>
    Key = 8,

    /// <summary><c>server_nonce</c>.</summary>
    ServerNonce = 9,

    /// <summary>The mode, which no message carries.</summary>
    Mode = 10,

    /// <summary><c>key</c> of the message that is answered.</summary>
    ClientKey = 11,

    /// <summary><c>challenge</c>.</summary>
    Challenge = 12,

    /// <summary><c>direction</c>.</summary>
    Direction = 13,

    /// <summary><c>cookie</c>.</summary>
    Cookie = 14,

    /// <summary><c>client</c>.</summary>
    Client = 15,
}
