namespace JumpingVpn.Protocol.Policy;

/// <summary>The server's settings.</summary>
internal static class ServerPolicy
{
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    private static readonly PolicyRows<ServerOptions> Rows = new(PolicySide.Server);

    // The others size memory, or are in keys, tokens and rings that sessions hold.
    public static readonly string[] Live =
    [
        "idle-ttl",
        "maximum-lifetime",
        "copied-handshake-ttl",
        "switch-cooldown",
        "path-validation",
        "session-hint-interval",
        "source-burst",
        "source-rate",
        "source-log-rate",
        "refusal-log-rate",
        "retry-policy",
        "retry-handshake-rate",
        "handshake-rate",
        "retry-session-share",
        "maximum-sessions",
        "maximum-nonces",
    ];

    public static readonly PolicySetting<ServerOptions>[] Settings =
    [
        .. Lifetimes(),
        .. Switches(),
        .. Messages(),
        .. Sources(),
        .. Memory(),
    ];

    private static IEnumerable<PolicySetting<ServerOptions>> Lifetimes() =>
        [
            Rows.Duration(
                "idle-ttl",
                Millisecond,
                Day,
                o => o.IdleTtl,
                (o, v) => o with { IdleTtl = v },
                "How long a session lives without accepted data, keepalive or reattach."
            ),
            Rows.Duration(
                "maximum-lifetime",
                Millisecond,
                TimeSpan.FromDays(365),
                o => o.MaximumLifetime,
                (o, v) => o with { MaximumLifetime = v },
                "The longest time that a session lives, however busy it is."
            ),
        ];

    private static IEnumerable<PolicySetting<ServerOptions>> Switches() =>
        [
            Rows.Duration(
                "switch-cooldown",
                TimeSpan.Zero,
                Minute,
                o => o.SwitchCooldown,
                (o, v) => o with { SwitchCooldown = v },
                "How long after a switch of its transport a session may not switch again."
            ),
            Rows.Count(
                "maximum-switches-per-minute",
                "switches",
                1,
                10_000,
                o => o.MaximumSwitchesPerMinute,
                (o, v) => o with { MaximumSwitchesPerMinute = v },
                "How often a session may switch its transport in any minute."
            ),
            Rows.Choice(
                "path-validation",
                ["off", "on"],
                o => o.PathValidation ? 1 : 0,
                (o, v) => o with { PathValidation = v == 1 },
                "Whether a new address is adopted only after it has answered a challenge."
            ),
            Rows.Duration(
                "path-challenge-lifetime",
                Millisecond,
                Minute,
                o => o.PathChallengeLifetime,
                (o, v) => o with { PathChallengeLifetime = v },
                "How long a challenge may be answered: at least this long, at most twice as long."
            ),
        ];

    private static IEnumerable<PolicySetting<ServerOptions>> Messages() =>
        [
            Rows.Duration(
                "first-retransmission",
                Millisecond,
                Minute,
                o => o.FirstRetransmission,
                (o, v) => o with { FirstRetransmission = v },
                "How long the first transmission of a server's message, or of a challenge that no request asked for, waits for its answer; "
                    + "each further one waits twice as long."
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
                "send-attempts",
                "transmissions",
                1,
                100,
                o => o.SendAttempts,
                (o, v) => o with { SendAttempts = v },
                "How many times each such message or challenge is sent before the client must be heard from; then as many times again."
            ),
            Rows.Count(
                "send-window",
                "messages",
                1,
                Replay.SequenceWindow.Size,
                o => o.SendWindow,
                (o, v) => o with { SendWindow = v },
                "How many messages may be in flight to a client that has acknowledged one."
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
                "How many times, at least, the client must be heard from before a long message is given up."
            ),
        ];

    private static IEnumerable<PolicySetting<ServerOptions>> Sources() =>
        [
            Rows.Count(
                "source-burst",
                "datagrams",
                1,
                1_000_000,
                o => o.SourceBurst,
                (o, v) => o with { SourceBurst = v },
                "How many datagrams outside a live session the server checks at once for one source (an IPv4 address, an IPv6 /64)."
            ),
            Rows.Count(
                "source-rate",
                "per second",
                1,
                1_000_000,
                o => o.SourceRate,
                (o, v) => o with { SourceRate = v },
                "How many such datagrams the server checks for one source in the long run."
            ),
            Rows.Count(
                "session-burst",
                "requests",
                1,
                1_000_000,
                o => o.SessionBurst,
                (o, v) => o with { SessionBurst = v },
                "How many requests to reattach one session are checked at once even if their source has used up its share."
            ),
            Rows.Count(
                "session-rate",
                "per second",
                1,
                1_000_000,
                o => o.SessionRate,
                (o, v) => o with { SessionRate = v },
                "How many such requests are checked in the long run."
            ),
            Rows.Duration(
                "session-hint-interval",
                TimeSpan.FromMilliseconds(10),
                Minute,
                o => o.SessionHintInterval,
                (o, v) => o with { SessionHintInterval = v },
                "How often a session's client is told that its address is not the bound one, even if its source has used up its share."
            ),
            Rows.Count(
                "source-log-rate",
                "per second",
                1,
                1_000_000,
                o => o.SourceLogRate,
                (o, v) => o with { SourceLogRate = v },
                "How many refusals of one source are logged one by one; the rest is one event a second with their number."
            ),
            Rows.Count(
                "refusal-log-rate",
                "per second",
                1,
                1_000_000,
                o => o.RefusalLogRate,
                (o, v) => o with { RefusalLogRate = v },
                "How many refusals of all sources together, and apart from them how many security events, are logged one by one; "
                    + "the rest is one event a second with their number."
            ),
            Rows.Choice(
                "retry-policy",
                ["never", "under-load", "always"],
                o => (long)o.RetryPolicy,
                (o, v) => o with { RetryPolicy = (RetryPolicy)v },
                "When a handshake must show by a cookie that its source address is its sender's."
            ),
            Rows.ByMode(
                "retry-handshake-rate",
                o => o.RetryHandshakeRate,
                (o, v) => o with { RetryHandshakeRate = v },
                "Under load means: more handshakes a second than this without a cookie. By mode: 1000 in demo, 250 in psk and ephemeral."
            ),
            Rows.ByMode(
                "handshake-rate",
                o => o.HandshakeRate,
                (o, v) => o with { HandshakeRate = v },
                "How many handshakes a second may make a session, those with a cookie included. "
                    + "By mode: 10000 in demo, 500 in psk and ephemeral."
            ),
            Rows.Duration(
                "copied-handshake-ttl",
                Millisecond,
                Day,
                o => o.CopiedHandshakeTtl,
                (o, v) => o with { CopiedHandshakeTtl = v },
                "In psk mode: the life of a session whose handshake already made one for another address, unless its client uses it."
            ),
            Rows.Share(
                "retry-session-share",
                0,
                1_000_000,
                o => o.RetrySessionSharePartsPerMillion,
                (o, v) => o with { RetrySessionSharePartsPerMillion = v },
                "Under load means: this share of maximum-sessions is held, or more."
            ),
            Rows.Duration(
                "cookie-lifetime",
                Millisecond,
                TimeSpan.FromHours(1),
                o => o.CookieLifetime,
                (o, v) => o with { CookieLifetime = v },
                "How long a cookie is good: at least this long, at most twice as long."
            ),
        ];

    private static IEnumerable<PolicySetting<ServerOptions>> Memory() =>
        [
            Rows.Count(
                "maximum-sessions",
                "sessions",
                1,
                16_777_216,
                o => o.MaximumSessions,
                (o, v) => o with { MaximumSessions = v },
                "How many live sessions there may be; further handshakes are refused."
            ),
            Rows.Count(
                "maximum-nonces",
                "nonces",
                1,
                1_048_576,
                o => o.MaximumNonces,
                (o, v) => o with { MaximumNonces = v },
                "How many nonces one session accepts in its life, 8 bytes each; at the limit every reattach is refused."
            ),
            Rows.Count(
                "maximum-downlink-messages",
                "messages",
                1,
                65_536,
                o => o.MaximumDownlinkMessages,
                (o, v) => o with { MaximumDownlinkMessages = v },
                "How many of the server's own messages may wait for one session."
            ),
            Rows.Count(
                "maximum-tombstones",
                "sessions",
                0,
                16_777_216,
                o => o.MaximumTombstones,
                (o, v) => o with { MaximumTombstones = v },
                "How many ended sessions are remembered, so that a late message learns why."
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
                "maximum-pending-datagrams",
                "datagrams",
                1,
                int.MaxValue,
                o => o.MaximumPendingDatagrams,
                (o, v) => o with { MaximumPendingDatagrams = v },
                "How many answers may wait to be polled; further ones are counted and dropped."
            ),
            Rows.Count(
                "maximum-datagram-size",
                "bytes",
                512,
                65_507,
                o => o.MaximumDatagramSize,
                (o, v) => o with { MaximumDatagramSize = v },
                "The longest datagram accepted."
            ),
        ];
}
