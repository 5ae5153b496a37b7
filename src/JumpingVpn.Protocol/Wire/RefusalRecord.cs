namespace JumpingVpn.Protocol.Wire;

/// <summary>The event by which a server records that it refused a message.</summary>
internal enum RefusalRecord
{
    /// <summary><c>UnknownMessage</c>: nobody's session is concerned.</summary>
    UnknownMessage,

    /// <summary><c>MessageRejected</c>.</summary>
    MessageRejected,

    /// <summary><c>DataRejected</c>.</summary>
    DataRejected,

    /// <summary><c>ReattachRejected</c>.</summary>
    ReattachRejected,
}
