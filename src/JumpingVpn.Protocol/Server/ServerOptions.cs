namespace JumpingVpn.Protocol;

/// <summary>The bounds of a <see cref="SessionServer"/>. Immutable; checked once, by the server's constructor.</summary>
public sealed record ServerOptions
{
    /// <summary>How long a session lives without accepted data or an accepted reattach. Default 30 s; 1 ms to 24 h.</summary>
    public TimeSpan IdleTtl { get; init; } = ProtocolDefaults.IdleTtl;

    /// <summary>How long a session lives at most, however busy it is. Default 1 h; 1 ms to 365 days.</summary>
    public TimeSpan MaximumLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How many live sessions there may be; one more handshake is refused. Default 1,000,000; 1 to 16,777,216.</summary>
    public int MaximumSessions { get; init; } = 1_000_000;

    /// <summary>How many nonces one session accepts in its life; at the bound every reattach is refused. At 8 bytes each it
    /// bounds the replay memory. Default 1,024; 1 to 1,048,576.</summary>
    public int MaximumNonces { get; init; } = 1_024;

    /// <summary>How many ended sessions are remembered, so that a late comer learns why. Default 16,384; 0 to 16,777,216.</summary>
    public int MaximumTombstones { get; init; } = 16_384;

    /// <summary>How many events may wait to be polled; beyond it they are counted and dropped. Default 65,536; at least 16.</summary>
    public int MaximumPendingEvents { get; init; } = 65_536;

    /// <summary>How many answers may wait to be polled; beyond it they are counted and dropped. Default 1,024; at least 1.</summary>
    public int MaximumPendingDatagrams { get; init; } = 1_024;

    /// <summary>The longest datagram accepted, in bytes. Default 4,096, the prototype's; 512 to 65,507.</summary>
    public int MaximumDatagramSize { get; init; } = ProtocolDefaults.MaximumDatagramSize;

    /// <summary>The secret of all sessions in the mode <see cref="SessionMode.Demo"/>; other modes take none. Default: the demonstration's. At
    /// least 1 byte.</summary>
    public ReadOnlyMemory<byte> SharedSecret { get; init; } = ProtocolDefaults.DemoSecret.ToArray();

    /// <summary>Where the sessions' secrets come from; every client has to be set to the same. Default: one for all, as in the prototype.</summary>
    public SessionMode Mode { get; init; } = SessionMode.Demo;

    /// <summary>The key that both sides were given, in the mode <see cref="SessionMode.Psk"/>: at least 16 random bytes, at most 1,024. The
    /// server copies it and wipes its copy when it is disposed; this memory stays the caller's. Default: none, as all other modes demand.</summary>
    public ReadOnlyMemory<byte> PreSharedKey { get; init; }

    /// <summary>Checks all bounds.</summary>
    /// <exception cref="ArgumentException">A value is out of its range; the message names it and the range.</exception>
    public void Validate()
    {
        OptionCheck.Range(IdleTtl, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(24), nameof(IdleTtl));
        OptionCheck.Range(MaximumLifetime, TimeSpan.FromMilliseconds(1), TimeSpan.FromDays(365), nameof(MaximumLifetime));
        OptionCheck.Range(MaximumSessions, 1, 16_777_216, nameof(MaximumSessions));
        OptionCheck.Range(MaximumNonces, 1, 1_048_576, nameof(MaximumNonces));
        OptionCheck.Range(MaximumTombstones, 0, 16_777_216, nameof(MaximumTombstones));
        OptionCheck.Range(MaximumPendingEvents, 16, int.MaxValue, nameof(MaximumPendingEvents));
        OptionCheck.Range(MaximumPendingDatagrams, 1, int.MaxValue, nameof(MaximumPendingDatagrams));
        OptionCheck.Range(MaximumDatagramSize, 512, 65_507, nameof(MaximumDatagramSize));
        OptionCheck.Range(SharedSecret.Length, 1, 65_536, nameof(SharedSecret) + ".Length");
        OptionCheck.Secrets(Mode, SharedSecret.Span, PreSharedKey.Span);
    }
}
