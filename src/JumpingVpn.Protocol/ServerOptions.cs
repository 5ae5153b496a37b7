using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Policy;

namespace JumpingVpn.Protocol;

/// <summary>The bounds of a <see cref="SessionServer"/>. Immutable; checked once, by the server's constructor.</summary>
public sealed record ServerOptions
{
    /// <summary>How long a session lives without accepted data, keepalive or reattach.</summary>
    /// <value>Default: 30s. 1ms to 24h.</value>
    public TimeSpan IdleTtl { get; init; } = ProtocolDefaults.IdleTtl;

    /// <summary>The longest time that a session lives, however busy it is.</summary>
    /// <value>Default: 1h. 1ms to 8760h.</value>
    public TimeSpan MaximumLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long after a switch of its transport a session may not switch again.</summary>
    /// <value>Default: 500ms. 0ms to 1min.</value>
    public TimeSpan SwitchCooldown { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How often a session may switch its transport in any minute.</summary>
    /// <remarks>At 8 bytes each it bounds what a session that has switched remembers of it.</remarks>
    /// <value>Default: 10 switches. 1 to 10000.</value>
    public int MaximumSwitchesPerMinute { get; init; } = 10;

    /// <summary>Whether a new address is adopted only after it has answered a challenge.</summary>
    /// <remarks>RFC 9000 section 8.2. Off by default, because the prototype's clients do not answer a challenge.</remarks>
    /// <value>Default: off. Off, on.</value>
    public bool PathValidation { get; init; }

    /// <summary>How long a challenge may be answered: at least this long, at most twice as long.</summary>
    /// <value>Default: 3s. 1ms to 1min.</value>
    public TimeSpan PathChallengeLifetime { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long the first transmission of a server's message, or of a challenge that no request asked for, waits for its answer;
    /// each further one waits twice as long.</summary>
    /// <remarks>Each wait is shorter by a jitter of up to an eighth.</remarks>
    /// <value>Default: 200ms. 1ms to 1min.</value>
    public TimeSpan FirstRetransmission { get; init; } = ProtocolDefaults.FirstRetransmission;

    /// <summary>The longest wait between two transmissions; not shorter than first-retransmission.</summary>
    /// <value>Default: 2s. 1ms to 1min.</value>
    public TimeSpan MaximumRetransmission { get; init; } = ProtocolDefaults.MaximumRetransmission;

    /// <summary>How many times each such message or challenge is sent before the client must be heard from; then as many times
    /// again.</summary>
    /// <remarks>The default takes 11 s at most.</remarks>
    /// <value>Default: 8 transmissions. 1 to 100.</value>
    public int SendAttempts { get; init; } = 8;

    /// <summary>How many messages may be in flight to a client that has acknowledged one.</summary>
    /// <remarks>64 is the client's memory of numbers.</remarks>
    /// <value>Default: 32 messages. 1 to 64.</value>
    public int SendWindow { get; init; } = ProtocolDefaults.SendWindow;

    /// <summary>A message with a longer payload is long: it is given up if the path seems to drop datagrams of that length.</summary>
    /// <remarks>ADR 15 says why a path may do so.</remarks>
    /// <value>Default: 256 bytes. 1 to 65507.</value>
    public int LongPayload { get; init; } = ProtocolDefaults.LongPayload;

    /// <summary>How many times, at least, a long message is sent before it is given up.</summary>
    /// <value>Default: 16 transmissions. 1 to 1000.</value>
    public int LongPayloadAttempts { get; init; } = 16;

    /// <summary>How many times, at least, the client must be heard from before a long message is given up.</summary>
    /// <value>Default: 2 answers. 1 to 1000.</value>
    public int LongPayloadAnswers { get; init; } = 2;

    /// <summary>How many datagrams outside a live session the server checks at once for one source (an IPv4 address, an IPv6
    /// /64).</summary>
    /// <remarks>What exceeds it is <c>RATE_LIMITED</c>.</remarks>
    /// <value>Default: 200 datagrams. 1 to 1000000.</value>
    public int SourceBurst { get; init; } = 200;

    /// <summary>How many such datagrams the server checks for one source in the long run.</summary>
    /// <value>Default: 100 per second. 1 to 1000000.</value>
    public int SourceRate { get; init; } = 100;

    /// <summary>How many requests to reattach one session are checked at once even if their source has used up its share.</summary>
    /// <remarks>Others may flood from the address that the session moves to.</remarks>
    /// <value>Default: 8 requests. 1 to 1000000.</value>
    public int SessionBurst { get; init; } = 8;

    /// <summary>How many such requests are checked in the long run.</summary>
    /// <value>Default: 2 per second. 1 to 1000000.</value>
    public int SessionRate { get; init; } = 2;

    /// <summary>How often a session's client is told that its address is not the bound one, even if its source has used up its
    /// share.</summary>
    /// <remarks>A NAT may give new ports to all sessions behind it at once.</remarks>
    /// <value>Default: 1s. 10ms to 1min.</value>
    public TimeSpan SessionHintInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many refusals of one source are logged one by one; the rest is one event a second with their number.</summary>
    /// <value>Default: 20 per second. 1 to 1000000.</value>
    public int SourceLogRate { get; init; } = 20;

    /// <summary>How many refusals of all sources together, and apart from them how many security events, are logged one by one; the
    /// rest is one event a second with their number.</summary>
    /// <value>Default: 1000 per second. 1 to 1000000.</value>
    public int RefusalLogRate { get; init; } = 1_000;

    /// <summary>When a handshake must show by a cookie that its source address is its sender's.</summary>
    /// <value>Default: under-load. Never, under-load, always.</value>
    public RetryPolicy RetryPolicy { get; init; } = RetryPolicy.UnderLoad;

    /// <summary>Under load means: more handshakes a second than this without a cookie. By mode: 1000 in demo, 250 in psk and
    /// ephemeral.</summary>
    /// <remarks>Null means by-mode.</remarks>
    /// <value>Default: by-mode. 1 to 1000000, or by-mode.</value>
    public int? RetryHandshakeRate { get; init; }

    /// <summary>How many handshakes a second may make a session, those with a cookie included. By mode: 10000 in demo, 500 in psk and
    /// ephemeral.</summary>
    /// <remarks>At once, and in the long run; what exceeds it is <c>RATE_LIMITED</c>, so that handshakes leave live sessions their
    /// time. Null means by-mode.</remarks>
    /// <value>Default: by-mode. 1 to 1000000, or by-mode.</value>
    public int? HandshakeRate { get; init; }

    /// <summary>In psk mode: the life of a session whose handshake already made one for another address, unless its client uses
    /// it.</summary>
    /// <remarks>In that mode nobody but the client can make the handshake.</remarks>
    /// <value>Default: 10s. 1ms to 24h.</value>
    public TimeSpan CopiedHandshakeTtl { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Under load means: this share of maximum-sessions is held, or more.</summary>
    /// <remarks>In parts per million.</remarks>
    /// <value>Default: 75%. 0% to 100%.</value>
    public int RetrySessionSharePartsPerMillion { get; init; } = 750_000;

    /// <summary>How long a cookie is good: at least this long, at most twice as long.</summary>
    /// <value>Default: 10s. 1ms to 1h.</value>
    public TimeSpan CookieLifetime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many live sessions there may be; further handshakes are refused.</summary>
    /// <value>Default: 1000000 sessions. 1 to 16777216.</value>
    public int MaximumSessions { get; init; } = 1_000_000;

    /// <summary>How many nonces one session accepts in its life, 8 bytes each; at the limit every reattach is refused.</summary>
    /// <value>Default: 1024 nonces. 1 to 1048576.</value>
    public int MaximumNonces { get; init; } = 1_024;

    /// <summary>How many ended sessions are remembered, so that a late message learns why.</summary>
    /// <value>Default: 16384 sessions. 0 to 16777216.</value>
    public int MaximumTombstones { get; init; } = 16_384;

    /// <summary>How many of the server's own messages may wait for one session.</summary>
    /// <remarks>A session that is sent none holds no memory for them.</remarks>
    /// <value>Default: 64 messages. 1 to 65536.</value>
    public int MaximumDownlinkMessages { get; init; } = 64;

    /// <summary>How many events may wait to be polled; further ones are counted and dropped.</summary>
    /// <value>Default: 65536 events. 16 to 2147483647.</value>
    public int MaximumPendingEvents { get; init; } = 65_536;

    /// <summary>How many answers may wait to be polled; further ones are counted and dropped.</summary>
    /// <value>Default: 1024 datagrams. 1 to 2147483647.</value>
    public int MaximumPendingDatagrams { get; init; } = 1_024;

    /// <summary>The longest datagram accepted.</summary>
    /// <remarks>4,096 is what the prototype takes.</remarks>
    /// <value>Default: 4096 bytes. 512 to 65507.</value>
    public int MaximumDatagramSize { get; init; } = ProtocolDefaults.MaximumDatagramSize;

    /// <summary>The secret of all sessions in the mode <see cref="SessionMode.Demo"/>; other modes take none. Default: the
    /// demonstration's. At least 1 byte.</summary>
    public ReadOnlyMemory<byte> SharedSecret { get; init; } = ProtocolDefaults.DemoSecret.ToArray();

    /// <summary>Where the sessions' secrets come from; every client has to be set to the same. Default: one for all, as in the
    /// prototype.</summary>
    public SessionMode Mode { get; init; } = SessionMode.Demo;

    /// <summary>The key that both sides were given, in the mode <see cref="SessionMode.Psk"/>: at least 16 random bytes, at most 1,024. The
    /// server copies it and wipes its copy when it is disposed; this memory stays the caller's. Default: none, as all other modes
    /// demand.</summary>
    public ReadOnlyMemory<byte> PreSharedKey { get; init; }

    /// <summary>The keys of single clients, in the mode <see cref="SessionMode.Psk"/>, which then needs no <see cref="PreSharedKey"/> that
    /// all have. The server copies them and wipes its copies when it is disposed. Default: none.</summary>
    public IReadOnlyList<ClientKey> ClientKeys { get; init; } = [];

    /// <summary><see cref="RetryHandshakeRate"/>, or what the mode has for it. A handshake with keys costs some 20 times one
    /// without, 60 to 90 µs: by default they may take a twentieth of a core (ADR 19).</summary>
    internal int RetryHandshakeRateOfMode => RetryHandshakeRate ?? (Mode == SessionMode.Demo ? 1_000 : 250);

    /// <summary><see cref="HandshakeRate"/>, or what the mode has for it.</summary>
    internal int HandshakeRateOfMode => HandshakeRate ?? (Mode == SessionMode.Demo ? 10_000 : 500);

    /// <summary>Checks all bounds.</summary>
    /// <exception cref="ArgumentException">A value is out of its range; the message names it and the range.</exception>
    public void Validate()
    {
        PolicySettings.Validate(ServerPolicy.Settings, this);
        OptionGuard.RefuseOutside(nameof(MaximumRetransmission), MaximumRetransmission, FirstRetransmission, TimeSpan.FromMinutes(1));
        SecretRules.Check(Mode, SharedSecret.Span, PreSharedKey.Span, ClientKeys);
    }
}
