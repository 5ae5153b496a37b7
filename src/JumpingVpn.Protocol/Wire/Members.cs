namespace JumpingVpn.Protocol.Wire;

/// <summary>The members this version knows, as a set: which are there, doubled, or of the wrong shape.</summary>
[Flags]
internal enum Members
{
    None = 0,
    SessionId = 1,
    Payload = 2,
    Sequence = 4,
    Nonce = 8,
    Proof = 16,
    StateVersion = 32,
    Code = 64,
    Reason = 128,
    Key = 256,
    ServerNonce = 512,
    Mac = 1_024,
    Cookie = 2_048,
    Challenge = 4_096,
    Downlink = 8_192,

    /// <summary>What only exists where sessions have keys of their own; elsewhere these are unknown members.</summary>
    OfKeys = Key | ServerNonce | Mac,

    /// <summary>All of them.</summary>
    All = (Downlink << 1) - 1,
}
