namespace JumpingVpn.Sockets;

/// <summary>How one receive call ended.</summary>
internal enum ReceiveOutcome
{
    /// <summary>A whole datagram was received.</summary>
    Datagram,

    /// <summary>The call ended without a usable datagram (an ICMP effect, a signal, one that is too long): receive again.</summary>
    Disturbed,

    /// <summary>No datagram waits, and the call was not to wait for one.</summary>
    Nothing,

    /// <summary>The socket is closed and will receive nothing more.</summary>
    Closed,
}
