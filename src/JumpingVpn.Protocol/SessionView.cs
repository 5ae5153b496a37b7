using JumpingVpn.Datagrams;

namespace JumpingVpn.Protocol;

/// <summary>What a server holds of one session at one instant, copied out.</summary>
public readonly record struct SessionView
{
    /// <summary>The session's id, which never changes.</summary>
    public SessionId Id { get; init; }

    /// <summary>Whose pre-shared key opened it; null if no client has one of its own.</summary>
    public string? Client { get; init; }

    /// <summary>The one address that may speak for the session.</summary>
    public TransportAddress Binding { get; init; }

    /// <summary>The state on the server's side.</summary>
    public SessionState State { get; init; }

    /// <summary>1 after the handshake; each switch and each transition raises it by one.</summary>
    public long StateVersion { get; init; }

    /// <summary>How often the binding was switched.</summary>
    public int Switches { get; init; }

    /// <summary>How many nonces were accepted and are remembered.</summary>
    public int RememberedNonces { get; init; }

    /// <summary>The highest sequence number delivered; 0 before the first, or where the peer sends none.</summary>
    public long HighestSequence { get; init; }

    /// <summary>When the session was made, in protocol time.</summary>
    public TimeSpan Created { get; init; }

    /// <summary>When data or a reattach was last accepted, in protocol time.</summary>
    public TimeSpan LastActivity { get; init; }

    /// <summary>The instant at which the session is gone unless something is accepted before; never later than the
    /// maximum lifetime.</summary>
    public TimeSpan ExpiresAt { get; init; }
}
