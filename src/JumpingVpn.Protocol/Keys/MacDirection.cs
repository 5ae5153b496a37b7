namespace JumpingVpn.Protocol.Keys;

/// <summary>Which way a message goes. Each direction has its own key, so no message can be sent back as an answer to itself.</summary>
internal enum MacDirection : byte
{
    /// <summary>From the client to the server.</summary>
    ToServer,

    /// <summary>From the server to the client.</summary>
    ToClient,
}
