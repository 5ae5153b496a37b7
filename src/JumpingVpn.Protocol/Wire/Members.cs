namespace JumpingVpn.Protocol.Wire;

/// <summary>The members this version knows, as a set: which are there, doubled, or of the wrong shape. The number of a member's bit is its
/// tag in what a MAC covers, so that a walk over the bits meets them in that order.</summary>
[Flags]
internal enum Members
{
    None = 0,
    SessionId = 1,
    Sequence = 1 << (int)MacTag.Sequence,
    StateVersion = 1 << (int)MacTag.StateVersion,
    Nonce = 1 << (int)MacTag.Nonce,
    Proof = 1 << (int)MacTag.Proof,
    Code = 1 << (int)MacTag.Code,
    Reason = 1 << (int)MacTag.Reason,
    Payload = 1 << (int)MacTag.Payload,
    Key = 1 << (int)MacTag.Key,
    ServerNonce = 1 << (int)MacTag.ServerNonce,
    Challenge = 1 << (int)MacTag.Challenge,
    Downlink = 1 << (int)MacTag.Direction,
    Cookie = 1 << (int)MacTag.Cookie,
    Client = 1 << (int)MacTag.Client,
    Mac = 1 << 24, // beyond the tags: no MAC covers itself
    Note = 1 << 25, // nor what means nothing

    /// <summary>What only exists where sessions have keys of their own; elsewhere these are unknown members.</summary>
    OfKeys = Confirmed | Client,

    /// <summary>What an answer to a handshake with keys has.</summary>
    Confirmed = Key | ServerNonce | Mac,
}
