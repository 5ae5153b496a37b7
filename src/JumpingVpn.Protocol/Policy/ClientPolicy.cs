namespace JumpingVpn.Protocol.Policy;

/// <summary>The client's settings.</summary>
internal static class ClientPolicy
{
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan TenMinutes = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(10);

    private static readonly PolicyRows<ClientOptions> Rows = new(PolicySide.Client);

    public static readonly PolicySetting<ClientOptions>[] Settings = [.. Attempts(), .. Switches(), .. Health(), .. Bounds(), .. Memory()];

    private static IEnumerable<PolicySetting<ClientOptions>> Attempts() =>
        [
            Rows.Duration(
                "first-retransmission",
                Millisecond,
                Minute,
                o => o.FirstRetransmission,
                (o, v) => o with { FirstRetransmission = v },
                "How long the first transmission of anything waits for its answer; each further one waits twice as long."
            ),
            Rows.Duration(
                "maximum-retransmission",
                Millisecond,
                Minute,
                o => o.MaximumRetransmission,
                (o, v) => o with { MaximumRetransmission = v },
                "The longest wait between two transmissions; not shorter than first-retransmission."
            ),
            Rows.Count(
                "handshake-attempts",
                "transmissions",
                1,
                100,
                o => o.HandshakeAttempts,
                (o, v) => o with { HandshakeAttempts = v },
                "How many times a handshake is sent before the client gives up."
            ),
            Rows.Count(
                "reattach-attempts",
                "transmissions",
                1,
                100,
                o => o.ReattachAttempts,
                (o, v) => o with { ReattachAttempts = v },
                "How many times one reattach is sent, fresh nonces included, before it counts as unanswered."
            ),
        ];

    private static IEnumerable<PolicySetting<ClientOptions>> Switches() =>
        [
            Rows.Duration(
                "reattach-cooldown",
                TimeSpan.Zero,
                Minute,
                o => o.ReattachCooldown,
                (o, v) => o with { ReattachCooldown = v },
                "How long after a reattach no ERROR may cause the next one, and a degraded session waits before its first attempt."
            ),
            Rows.Duration(
                "maximum-reattach-backoff",
                Millisecond,
                Minute,
                o => o.MaximumReattachBackoff,
                (o, v) => o with { MaximumReattachBackoff = v },
                "The longest wait of a degraded session before the next attempt; each wait is twice the one before."
            ),
            Rows.Count(
                "maximum-switches-per-minute",
                "switches",
                1,
                10_000,
                o => o.MaximumSwitchesPerMinute,
                (o, v) => o with { MaximumSwitchesPerMinute = v },
                "How many switches any minute may have; one more degrades the session until it is allowed, which may "
                    + "be longer than idle-ttl. Unauthenticated errors cause at most half of them."
            ),
        ];

    private static IEnumerable<PolicySetting<ClientOptions>> Health() =>
        [
            Rows.OptionalDuration(
                "keepalive-interval",
                Shortest,
                Day,
                o => o.KeepaliveInterval,
                (o, v) => o with { KeepaliveInterval = v },
                "How long nothing was acknowledged before a KEEPALIVE is sent, and how long until the next."
            ),
            Rows.Duration(
                "loss-window",
                Shortest,
                TenMinutes,
                o => o.LossWindow,
                (o, v) => o with { LossWindow = v },
                "How long nothing may come back, although something is outstanding, before the transport counts as dead."
            ),
            Rows.Duration(
                "volatility-window",
                TimeSpan.Zero,
                TenMinutes,
                o => o.VolatilityWindow,
                (o, v) => o with { VolatilityWindow = v },
                "How long a signal has to stay over its threshold before the session is volatile."
            ),
            Rows.Duration(
                "stability-window",
                TimeSpan.Zero,
                TenMinutes,
                o => o.StabilityWindow,
                (o, v) => o with { StabilityWindow = v },
                "How long no signal may be over its threshold before a volatile session recovers, and a recovering one is attached."
            ),
            Rows.Count(
                "health-samples",
                "transmissions",
                4,
                1_024,
                o => o.HealthSamples,
                (o, v) => o with { HealthSamples = v },
                "Over how many transmissions loss is counted, and how many are needed before anything is judged."
            ),
            Rows.Share(
                "volatile-loss",
                1,
                1_000_000,
                o => o.VolatileLossPartsPerMillion,
                (o, v) => o with { VolatileLossPartsPerMillion = v },
                "The loss in one direction that makes a path volatile."
            ),
            Rows.Duration(
                "volatile-round-trip",
                Millisecond,
                Minute,
                o => o.VolatileRoundTrip,
                (o, v) => o with { VolatileRoundTrip = v },
                "The smoothed round-trip time that makes a path volatile."
            ),
            Rows.Duration(
                "volatile-jitter",
                Millisecond,
                Minute,
                o => o.VolatileJitter,
                (o, v) => o with { VolatileJitter = v },
                "The jitter that makes a path volatile."
            ),
            Rows.Share(
                "quality-floor-loss",
                1,
                1_000_000,
                o => o.QualityFloorLossPartsPerMillion,
                (o, v) => o with { QualityFloorLossPartsPerMillion = v },
                "The loss that degrades a volatile session which has no other path to go to; not less than volatile-loss."
            ),
        ];

    private static IEnumerable<PolicySetting<ClientOptions>> Bounds() =>
        [
            Rows.Duration(
                "recovery-window",
                Shortest,
                Day,
                o => o.RecoveryWindow,
                (o, v) => o with { RecoveryWindow = v },
                "How long one recovery may take: contiguous time in REATTACHING, with a transport to ask from, and in RECOVERING."
            ),
            Rows.OptionalDuration(
                "transport-loss-ttl",
                Shortest,
                Day,
                o => o.TransportLossTtl,
                (o, v) => o with { TransportLossTtl = v },
                "How long the session may be without a bound transport."
            ),
            Rows.OptionalDuration(
                "idle-ttl",
                Shortest,
                Day,
                o => o.IdleTtl,
                (o, v) => o with { IdleTtl = v },
                "How long the client keeps its session without anything acknowledged; off leaves it to the server."
            ),
            Rows.OptionalDuration(
                "maximum-lifetime",
                Shortest,
                TimeSpan.FromDays(365),
                o => o.MaximumLifetime,
                (o, v) => o with { MaximumLifetime = v },
                "How long the client keeps one session, however busy it is; off leaves it to the server."
            ),
        ];

    private static IEnumerable<PolicySetting<ClientOptions>> Memory() =>
        [
            Rows.Count(
                "send-queue-capacity",
                "messages",
                1,
                1_048_576,
                o => o.SendQueueCapacity,
                (o, v) => o with { SendQueueCapacity = v },
                "How many messages may wait for their acknowledgement, sent or not."
            ),
            Rows.Count(
                "send-window",
                "messages",
                1,
                Replay.SequenceWindow.Size,
                o => o.SendWindow,
                (o, v) => o with { SendWindow = v },
                "How many messages may be in flight to a server that echoes sequence numbers."
            ),
            Rows.Count(
                "long-payload",
                "bytes",
                1,
                65_507,
                o => o.LongPayload,
                (o, v) => o with { LongPayload = v },
                "A message with a longer payload is long: it is given up if the path seems to drop datagrams of that length."
            ),
            Rows.Count(
                "long-payload-attempts",
                "transmissions",
                1,
                1_000,
                o => o.LongPayloadAttempts,
                (o, v) => o with { LongPayloadAttempts = v },
                "How many times, at least, a long message is sent before it is given up."
            ),
            Rows.Count(
                "long-payload-answers",
                "answers",
                1,
                1_000,
                o => o.LongPayloadAnswers,
                (o, v) => o with { LongPayloadAnswers = v },
                "How many other messages, at least, are answered before a long message is given up."
            ),
            Rows.Count(
                "maximum-pending-events",
                "events",
                16,
                int.MaxValue,
                o => o.MaximumPendingEvents,
                (o, v) => o with { MaximumPendingEvents = v },
                "How many events may wait to be polled; further ones are counted and dropped."
            ),
            Rows.Count(
                "maximum-datagram-size",
                "bytes",
                512,
                65_507,
                o => o.MaximumDatagramSize,
                (o, v) => o with { MaximumDatagramSize = v },
                "The longest datagram sent and accepted."
            ),
        ];
}
