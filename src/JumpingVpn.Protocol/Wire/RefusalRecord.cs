namespace JumpingVpn.Protocol.Wire;

/// <summary>The event by which a server records that it refused a message.</summary>
internal enum RefusalRecord
{
    /// <summary><see cref="SessionEventKind.UnknownMessage"/>: nobody's session is concerned.</summary>
    UnknownMessage,

    /// <summary><see cref="SessionEventKind.MessageRejected"/>.</summary>
    MessageRejected,

    /// <summary><see cref="SessionEventKind.DataRejected"/>.</summary>
    DataRejected,

    /// <summary><see cref="SessionEventKind.ReattachRejected"/>.</summary>
    ReattachRejected,
}
