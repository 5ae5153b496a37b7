using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Policy;

namespace JumpingVpn.Protocol;

/// <summary>The bounds of a <see cref="SessionClient"/>. Immutable; checked once, by the client's constructor.</summary>
public sealed record ClientOptions
{
    /// <summary>How long the first transmission of anything waits for its answer; each further one waits twice as long.</summary>
    /// <remarks>Each wait is shorter by a jitter of up to an eighth.</remarks>
    /// <value>Default: 200ms. 1ms to 1min.</value>
    public TimeSpan FirstRetransmission { get; init; } = ProtocolDefaults.FirstRetransmission;

    /// <summary>The longest wait between two transmissions; not shorter than first-retransmission.</summary>
    /// <value>Default: 2s. 1ms to 1min.</value>
    public TimeSpan MaximumRetransmission { get; init; } = ProtocolDefaults.MaximumRetransmission;

    /// <summary>How many times a handshake is sent before the client gives up.</summary>
    /// <remarks>The default takes 7 s at most.</remarks>
    /// <value>Default: 6 transmissions. 1 to 100.</value>
    public int HandshakeAttempts { get; init; } = 6;

    /// <summary>How many times one reattach is sent, fresh nonces included, before it counts as unanswered.</summary>
    /// <remarks>The default takes 3 s at most. Attempts that last longer than <see cref="RecoveryWindow"/> end the session.</remarks>
    /// <value>Default: 4 transmissions. 1 to 100.</value>
    public int ReattachAttempts { get; init; } = 4;

    /// <summary>How long after a reattach no ERROR may cause the next one, and a degraded session waits before its first
    /// attempt.</summary>
    /// <remarks>It bounds what a forger of errors can cost.</remarks>
    /// <value>Default: 500ms. 0ms to 1min.</value>
    public TimeSpan ReattachCooldown { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest wait of a degraded session before the next attempt; each wait is twice the one before.</summary>
    /// <value>Default: 1s. 1ms to 1min.</value>
    public TimeSpan MaximumReattachBackoff { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many switches any minute may have; one more degrades the session until it is allowed, which may be longer than
    /// idle-ttl. Unauthenticated errors cause at most half of them.</summary>
    /// <value>Default: 10 switches. 1 to 10000.</value>
    public int MaximumSwitchesPerMinute { get; init; } = 10;

    /// <summary>How many messages may wait for their acknowledgement, sent or not.</summary>
    /// <value>Default: 1024 messages. 1 to 1048576.</value>
    public int SendQueueCapacity { get; init; } = 1_024;

    /// <summary>How many messages may be in flight to a server that echoes sequence numbers.</summary>
    /// <remarks>64 is the server's window.</remarks>
    /// <value>Default: 32 messages. 1 to 64.</value>
    public int SendWindow { get; init; } = ProtocolDefaults.SendWindow;

    /// <summary>A message with a longer payload is long: it is given up if the path seems to drop datagrams of that length.</summary>
    /// <remarks>ADR 15 says why a path may do so.</remarks>
    /// <value>Default: 256 bytes. 1 to 65507.</value>
    public int LongPayload { get; init; } = ProtocolDefaults.LongPayload;

    /// <summary>How many times, at least, a long message is sent before it is given up.</summary>
    /// <value>Default: 10 transmissions. 1 to 1000.</value>
    public int LongPayloadAttempts { get; init; } = 10;

    /// <summary>How many other messages, at least, are answered before a long message is given up.</summary>
    /// <value>Default: 3 answers. 1 to 1000.</value>
    public int LongPayloadAnswers { get; init; } = 3;

    /// <summary>How many events may wait to be polled; further ones are counted and dropped.</summary>
    /// <value>Default: 4096 events. 16 to 2147483647.</value>
    public int MaximumPendingEvents { get; init; } = 4_096;

    /// <summary>The longest datagram sent and accepted.</summary>
    /// <remarks>4,096 is what the prototype takes.</remarks>
    /// <value>Default: 4096 bytes. 512 to 65507.</value>
    public int MaximumDatagramSize { get; init; } = ProtocolDefaults.MaximumDatagramSize;

    /// <summary>How long nothing was acknowledged before a KEEPALIVE is sent, and how long until the next.</summary>
    /// <remarks>It has to be shorter than the server's idle time to live and the mappings of the NATs between. Null means off, as
    /// with the prototype's client.</remarks>
    /// <value>Default: off. 10ms to 24h, or off.</value>
    public TimeSpan? KeepaliveInterval { get; init; }

    /// <summary>How long nothing may come back, although something is outstanding, before the transport counts as dead.</summary>
    /// <remarks>An outage that is shorter by the longest retransmission is waited out.</remarks>
    /// <value>Default: 5s. 10ms to 10min.</value>
    public TimeSpan LossWindow { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a signal has to stay over its threshold before the session is volatile.</summary>
    /// <remarks>It has to do so over <see cref="HealthSamples"/> samples since the window's middle as well, so a spike of less than
    /// half the window changes nothing.</remarks>
    /// <value>Default: 2s. 0ms to 10min.</value>
    public TimeSpan VolatilityWindow { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long no signal may be over its threshold before a volatile session recovers, and a recovering one is
    /// attached.</summary>
    /// <remarks>0 passes RECOVERING at once.</remarks>
    /// <value>Default: 1s. 0ms to 10min.</value>
    public TimeSpan StabilityWindow { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Over how many transmissions loss is counted, and how many are needed before anything is judged.</summary>
    /// <value>Default: 20 transmissions. 4 to 1024.</value>
    public int HealthSamples { get; init; } = 20;

    /// <summary>The loss in one direction that makes a path volatile.</summary>
    /// <remarks>In parts per million.</remarks>
    /// <value>Default: 5%. 0.0001% to 100%.</value>
    public int VolatileLossPartsPerMillion { get; init; } = 50_000;

    /// <summary>The smoothed round-trip time that makes a path volatile.</summary>
    /// <remarks>What is not answered in four times as long counts as lost.</remarks>
    /// <value>Default: 300ms. 1ms to 1min.</value>
    public TimeSpan VolatileRoundTrip { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>The jitter that makes a path volatile.</summary>
    /// <value>Default: 80ms. 1ms to 1min.</value>
    public TimeSpan VolatileJitter { get; init; } = TimeSpan.FromMilliseconds(80);

    /// <summary>The loss that degrades a volatile session which has no other path to go to; not less than volatile-loss.</summary>
    /// <remarks>In parts per million.</remarks>
    /// <value>Default: 20%. 0.0001% to 100%.</value>
    public int QualityFloorLossPartsPerMillion { get; init; } = 200_000;

    /// <summary>How long one recovery may take: contiguous time in REATTACHING, with a transport to ask from, and in
    /// RECOVERING.</summary>
    /// <remarks>Time in which the session is degraded, volatile or without a transport is not counted.</remarks>
    /// <value>Default: 5s. 10ms to 24h.</value>
    public TimeSpan RecoveryWindow { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the session may be without a bound transport.</summary>
    /// <remarks>Without one means: there is none, or nobody answers on it. Null means off: for as long as the server keeps the
    /// session, as with the prototype.</remarks>
    /// <value>Default: off. 10ms to 24h, or off.</value>
    public TimeSpan? TransportLossTtl { get; init; }

    /// <summary>How long the client keeps its session without anything acknowledged; off leaves it to the server.</summary>
    /// <remarks>Null means off: the server knows its time to live and says so when it is over.</remarks>
    /// <value>Default: off. 10ms to 24h, or off.</value>
    public TimeSpan? IdleTtl { get; init; }

    /// <summary>How long the client keeps one session, however busy it is; off leaves it to the server.</summary>
    /// <remarks>Null means off.</remarks>
    /// <value>Default: 1h. 10ms to 8760h, or off.</value>
    public TimeSpan? MaximumLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The session's secret in the mode <see cref="SessionMode.Demo"/>; other modes take none. Default: the demonstration's. At
    /// least 1 byte.</summary>
    public ReadOnlyMemory<byte> SharedSecret { get; init; } = ProtocolDefaults.DemoSecret.ToArray();

    /// <summary>Where the session's secret comes from; the server has to be set to the same. Default: the shared one, as in the
    /// prototype.</summary>
    public SessionMode Mode { get; init; } = SessionMode.Demo;

    /// <summary>The key that both sides were given, in the mode <see cref="SessionMode.Psk"/>: at least 16 random bytes, at most 1,024.
    /// The client copies it and wipes its copy once the session is established or given up; this memory stays the caller's. Default:
    /// none, as all other modes demand.</summary>
    public ReadOnlyMemory<byte> PreSharedKey { get; init; }

    /// <summary>Whose <see cref="PreSharedKey"/> it is, where the server has one for each client: a
    /// <see cref="ClientName"/>. Default: null, for the key that all clients have.</summary>
    public string? ClientName { get; init; }

    /// <summary>Checks all bounds.</summary>
    /// <exception cref="ArgumentException">A value is out of its range; the message names it and the range.</exception>
    public void Validate()
    {
        PolicySettings.Validate(ClientPolicy.Settings, this);
        OptionGuard.RefuseOutside(nameof(MaximumRetransmission), MaximumRetransmission, FirstRetransmission, TimeSpan.FromMinutes(1));
        OptionGuard.RefuseOutside(
            nameof(QualityFloorLossPartsPerMillion),
            QualityFloorLossPartsPerMillion,
            VolatileLossPartsPerMillion,
            1_000_000
        );
        SecretRules.Check(Mode, SharedSecret.Span, PreSharedKey.Span);
        SecretRules.CheckName(Mode, ClientName);
    }
}
