using JumpingVpn.Protocol.Policy;

namespace JumpingVpn.Protocol;

/// <summary>The bounds of a <see cref="SessionClient"/>. Immutable; checked once, by the client's constructor.</summary>
public sealed record ClientOptions
{
    /// <summary>How long the first transmission of anything waits for its answer; each further one waits twice as long, less a
    /// jitter of up to an eighth. Default 200 ms; 1 ms to 1 min.</summary>
    public TimeSpan FirstRetransmission { get; init; } = ProtocolDefaults.FirstRetransmission;

    /// <summary>The longest wait between two transmissions. Default 2 s; <see cref="FirstRetransmission"/> to 1 min.</summary>
    public TimeSpan MaximumRetransmission { get; init; } = ProtocolDefaults.MaximumRetransmission;

    /// <summary>How often a handshake is sent before the client gives up. Default 6, which takes 7 s at most; 1 to 100.</summary>
    public int HandshakeAttempts { get; init; } = 6;

    /// <summary>How often one reattach is sent, fresh nonces included, before it counts as unanswered. Default 4, which takes 3 s at most;
    /// 1 to 100. Attempts that last longer than <see cref="RecoveryWindow"/> end the session.</summary>
    public int ReattachAttempts { get; init; } = 4;

    /// <summary>How long after a reattach no <c>ERROR</c> may cause the next one: what a forger of errors can cost is bounded by
    /// it. So long a degraded session waits before its first attempt to reattach. Default 500 ms; 0 to 1 min.</summary>
    public TimeSpan ReattachCooldown { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest wait of a degraded session before the next attempt; each wait is twice the one before. Default 1 s, 1 ms
    /// to 1 min.</summary>
    public TimeSpan MaximumReattachBackoff { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many switches any minute may have; one more degrades the session until it is allowed. Default 10; 1 to
    /// 10,000.</summary>
    public int MaximumSwitchesPerMinute { get; init; } = 10;

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

    /// <summary>How long nothing may come back, although something is outstanding, before the transport counts as dead; an outage
    /// that is shorter by the longest retransmission is waited out. Default 5 s; 10 ms to 10 min.</summary>
    public TimeSpan LossWindow { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a signal has to stay over its threshold before the session is volatile. It has to do so over
    /// <see cref="HealthSamples"/> samples since the window's middle as well, so a spike of less than half the window changes
    /// nothing. Default 2 s;
    /// 0 to 10 min.</summary>
    public TimeSpan VolatilityWindow { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long no signal may be over its threshold before a volatile session recovers, and before a recovering one is attached.
    /// Default 1 s; 0, which passes RECOVERING at once, to 10 min.</summary>
    public TimeSpan StabilityWindow { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Over how many transmissions loss is counted, and how many are needed before anything is judged. Default 20; 4 to
    /// 1,024.</summary>
    public int HealthSamples { get; init; } = 20;

    /// <summary>The loss in one direction that makes a path volatile, in parts per million. Default 50,000, which is 5 %; 1 to
    /// 1,000,000.</summary>
    public int VolatileLossPartsPerMillion { get; init; } = 50_000;

    /// <summary>The smoothed round-trip time that makes a path volatile; what is not answered in four times as long counts as lost.
    /// Default 300 ms; 1 ms to 1 min.</summary>
    public TimeSpan VolatileRoundTrip { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>The jitter that makes a path volatile. Default 80 ms; 1 ms to 1 min.</summary>
    public TimeSpan VolatileJitter { get; init; } = TimeSpan.FromMilliseconds(80);

    /// <summary>The loss in one direction that degrades a volatile session which has no other path to go to, in parts per million.
    /// Default 200,000, which is 20 %; <see cref="VolatileLossPartsPerMillion"/> to 1,000,000.</summary>
    public int QualityFloorLossPartsPerMillion { get; init; } = 200_000;

    /// <summary>How long one recovery may take, from the first request to reattach to ATTACHED; time in which the session is degraded,
    /// volatile or without a transport is not counted. Default 5 s; 10 ms to 24 h.</summary>
    public TimeSpan RecoveryWindow { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the session may be without a bound transport, whether there is none or nobody answers on it. Default null: for as
    /// long as the server keeps it, as with the prototype, whose clients may return within its time to live. 10 ms to 24 h.</summary>
    public TimeSpan? TransportLossTtl { get; init; }

    /// <summary>How long the client keeps its session without anything acknowledged. Default null: the server knows its time to live and
    /// says so when it is over. 10 ms to 24 h.</summary>
    public TimeSpan? IdleTtl { get; init; }

    /// <summary>How long the client keeps one session, however busy it is. Default 1 h; null leaves it to the server; 10 ms to 365
    /// days.</summary>
    public TimeSpan? MaximumLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The session's secret in the mode <see cref="SessionMode.Demo"/>; other modes take none. Default: the
    /// demonstration's. At least
    /// 1 byte.</summary>
    public ReadOnlyMemory<byte> SharedSecret { get; init; } = ProtocolDefaults.DemoSecret.ToArray();

    /// <summary>Where the session's secret comes from; the server has to be set to the same. Default: the shared one, as in the
    /// prototype.</summary>
    public SessionMode Mode { get; init; } = SessionMode.Demo;

    /// <summary>The key that both sides were given, in the mode <see cref="SessionMode.Psk"/>: at least 16 random bytes, at most 1,024. The
    /// client copies it and wipes its copy once the session is established or given up; this memory stays the caller's. Default:
    /// none, as all
    /// other modes demand.</summary>
    public ReadOnlyMemory<byte> PreSharedKey { get; init; }

    /// <summary>Checks all bounds.</summary>
    /// <exception cref="ArgumentException">A value is out of its range; the message names it and the range.</exception>
    public void Validate()
    {
        PolicySettings.Validate(ClientPolicy.Settings, this);
        OptionCheck.Range(MaximumRetransmission, FirstRetransmission, TimeSpan.FromMinutes(1), nameof(MaximumRetransmission));
        OptionCheck.Range(QualityFloorLossPartsPerMillion, VolatileLossPartsPerMillion, 1_000_000, nameof(QualityFloorLossPartsPerMillion));
        OptionCheck.Range(SharedSecret.Length, 1, 65_536, nameof(SharedSecret) + ".Length");
        OptionCheck.Secrets(Mode, SharedSecret.Span, PreSharedKey.Span);
    }
}
