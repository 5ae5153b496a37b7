namespace JumpingVpn.Protocol;

/// <summary>The bounds of a <see cref="SessionClient"/>. Immutable; checked once, by the client's constructor.</summary>
public sealed record ClientOptions
{
    /// <summary>How long the first transmission of anything waits for its answer; each further one waits twice as long, less a
    /// jitter of up to an eighth. Default 200 ms; 1 ms to 1 min.</summary>
    public TimeSpan FirstRetransmission { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest wait between two transmissions. Default 2 s; <see cref="FirstRetransmission"/> to 1 min.</summary>
    public TimeSpan MaximumRetransmission { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often a handshake is sent before the client gives up. Default 6, which takes 7 s at most; 1 to 100.</summary>
    public int HandshakeAttempts { get; init; } = 6;

    /// <summary>How often one reattach is sent, fresh nonces included, before it counts as unanswered. Default 6; 1 to 100.</summary>
    public int ReattachAttempts { get; init; } = 6;

    /// <summary>How often one message is sent before the transport counts as dead and is reattached. Default 8, 11 s; 1 to 100.</summary>
    public int DataAttempts { get; init; } = 8;

    /// <summary>How long after a reattach no <c>ERROR</c> may cause the next one: what a forger of errors can cost is bounded by
    /// it. Default 500 ms; 0 to 1 min.</summary>
    public TimeSpan ReattachCooldown { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How many messages may wait for their acknowledgement, sent or not. Default 1,024; 1 to 1,048,576.</summary>
    public int SendQueueCapacity { get; init; } = 1_024;

    /// <summary>How many messages may be in flight to a server that echoes sequence numbers. Default 32; 1 to 64, which is the
    /// server's window.</summary>
    public int SendWindow { get; init; } = 32;

    /// <summary>How many events may wait to be polled; beyond it they are counted and dropped. Default 4,096; at least 16.</summary>
    public int MaximumPendingEvents { get; init; } = 4_096;

    /// <summary>The longest datagram sent and accepted, in bytes. Default 4,096, the prototype's; 512 to 65,507.</summary>
    public int MaximumDatagramSize { get; init; } = ProtocolDefaults.MaximumDatagramSize;

    /// <summary>How long nothing may have been acknowledged before a <c>KEEPALIVE</c> is sent, and how long until the next; it has to be
    /// shorter than the server's idle time to live and the mappings of the NATs between. Default null: none are sent, as by the
    /// prototype's client. 10 ms to 24 h.</summary>
    public TimeSpan? KeepaliveInterval { get; init; }

    /// <summary>The session's secret in the mode <see cref="SessionMode.Demo"/>; other modes take none. Default: the demonstration's. At least
    /// 1 byte.</summary>
    public ReadOnlyMemory<byte> SharedSecret { get; init; } = ProtocolDefaults.DemoSecret.ToArray();

    /// <summary>Where the session's secret comes from; the server has to be set to the same. Default: the shared one, as in the prototype.</summary>
    public SessionMode Mode { get; init; } = SessionMode.Demo;

    /// <summary>The key that both sides were given, in the mode <see cref="SessionMode.Psk"/>: at least 16 random bytes, at most 1,024. The
    /// client copies it and wipes its copy once the session is established or given up; this memory stays the caller's. Default: none, as all
    /// other modes demand.</summary>
    public ReadOnlyMemory<byte> PreSharedKey { get; init; }

    /// <summary>Checks all bounds.</summary>
    /// <exception cref="ArgumentException">A value is out of its range; the message names it and the range.</exception>
    public void Validate()
    {
        TimeSpan minute = TimeSpan.FromMinutes(1);
        OptionCheck.Range(FirstRetransmission, TimeSpan.FromMilliseconds(1), minute, nameof(FirstRetransmission));
        OptionCheck.Range(MaximumRetransmission, FirstRetransmission, minute, nameof(MaximumRetransmission));
        OptionCheck.Range(HandshakeAttempts, 1, 100, nameof(HandshakeAttempts));
        OptionCheck.Range(ReattachAttempts, 1, 100, nameof(ReattachAttempts));
        OptionCheck.Range(DataAttempts, 1, 100, nameof(DataAttempts));
        OptionCheck.Range(ReattachCooldown, TimeSpan.Zero, minute, nameof(ReattachCooldown));
        OptionCheck.Range(SendQueueCapacity, 1, 1_048_576, nameof(SendQueueCapacity));
        OptionCheck.Range(SendWindow, 1, Replay.SequenceWindow.Size, nameof(SendWindow));
        OptionCheck.Range(MaximumPendingEvents, 16, int.MaxValue, nameof(MaximumPendingEvents));
        OptionCheck.Range(MaximumDatagramSize, 512, 65_507, nameof(MaximumDatagramSize));
        if (KeepaliveInterval is { } interval)
        {
            OptionCheck.Range(interval, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(24), nameof(KeepaliveInterval));
        }

        OptionCheck.Range(SharedSecret.Length, 1, 65_536, nameof(SharedSecret) + ".Length");
        OptionCheck.Secrets(Mode, SharedSecret.Span, PreSharedKey.Span);
    }
}
