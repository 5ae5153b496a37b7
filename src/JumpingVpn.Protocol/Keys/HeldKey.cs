namespace JumpingVpn.Protocol.Keys;

/// <summary>A pre-shared key that a server holds, with the memory for the agreements that are made with it.</summary>
internal sealed class HeldKey(string? client, ReadOnlySpan<byte> key, TimeSpan? validUntil) : IDisposable
{
    /// <summary>Whose it is; null for the one that all clients have.</summary>
    public string? Client { get; } = client;

    /// <summary>The server's copy of it.</summary>
    public PreSharedKey PreSharedKey { get; } = new(key);

    /// <summary>The memory for each agreement in turn, for a look at whether it was wiped.</summary>
    public KeyExchange Exchange => field ??= new KeyExchange(PreSharedKey);

    /// <summary>Whether a handshake may be made with it.</summary>
    public bool IsValidAt(TimeSpan now) => !(now >= validUntil);

    public void Dispose() => PreSharedKey.Dispose();
}
