namespace JumpingVpn.Protocol;

/// <summary>
/// How much a server remembers at one instant, copied out: what grows with sessions, and what grows with whoever sends, which is bounded.
/// </summary>
public readonly record struct ServerMemory
{
    /// <summary>The sessions held, those whose end is due included.</summary>
    public int Sessions { get; init; }

    /// <summary>The nonces that these sessions have accepted.</summary>
    public long Nonces { get; init; }

    /// <summary>The ended sessions that are remembered for the sake of an answer's reason; at most
    /// <see cref="ServerOptions.MaximumTombstones"/>.</summary>
    public int Tombstones { get; init; }

    /// <summary>The handshakes that are answered as before if they come again; at most 1,024.</summary>
    public int Handshakes { get; init; }

    /// <summary>The sessions for which the server has, or had, messages of its own.</summary>
    public int Downlinks { get; init; }

    /// <summary>The sources that the limiter has room for now; at most 4,096, of 24 bytes each.</summary>
    public int Sources { get; init; }

    /// <summary>The sources whose unlogged refusals are being counted; at most 256.</summary>
    public int Reports { get; init; }
}
