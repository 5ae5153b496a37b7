namespace JumpingVpn.Protocol.Wire;

/// <summary>Who may send a message of a type.</summary>
internal enum Sender
{
    /// <summary>Nobody: it is not a message of this version.</summary>
    Nobody,

    /// <summary>The client.</summary>
    Client,

    /// <summary>The server.</summary>
    Server,

    /// <summary>Either side.</summary>
    Either,

    /// <summary>The client; with <c>direction</c>, the server.</summary>
    ServerWhereMarked,

    /// <summary>The server; with <c>direction</c>, the client.</summary>
    ClientWhereMarked,
}
