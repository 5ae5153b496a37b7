namespace JumpingVpn.Protocol;

/// <summary>A pre-shared key of one client. A client may have several at once, so that an old one and a new one are good together for a
/// time.</summary>
/// <param name="Client">Its <see cref="ClientName"/>.</param>
/// <param name="Key">At least 16 random bytes, at most 1,024. The server copies it; this memory stays the caller's.</param>
public sealed record ClientKey(string Client, ReadOnlyMemory<byte> Key)
{
    /// <summary>The protocol time from which on no handshake is made with it; sessions that it has opened go on.</summary>
    /// <value>Default: null, for ever.</value>
    public TimeSpan? ValidUntil { get; init; }

    /// <summary>Names the client and nothing of the key, so that no log can have it.</summary>
    public override string ToString() => $"key of {Client}";
}
