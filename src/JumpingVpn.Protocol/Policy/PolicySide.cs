namespace JumpingVpn.Protocol.Policy;

/// <summary>Whose policy a setting belongs to.</summary>
public enum PolicySide
{
    /// <summary>The session server's.</summary>
    Server,

    /// <summary>The session client's.</summary>
    Client,

    /// <summary>That of a client which roams over several networks, beside <see cref="Client"/>.</summary>
    Roaming,
}
