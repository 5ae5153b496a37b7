using JumpingVpn.Protocol.Policy;

namespace JumpingVpn.Protocol;

/// <summary>The bounds of a <see cref="SessionServer"/>. Immutable; checked once, by the server's constructor.</summary>
public sealed record ServerOptions
{
    /// <summary>How long a session lives without accepted data or an accepted reattach. Default 30 s; 1 ms to 24 h.</summary>
    public TimeSpan IdleTtl { get; init; } = ProtocolDefaults.IdleTtl;

    /// <summary>How long a session lives at most, however busy it is. Default 1 h; 1 ms to 365 days.</summary>
    public TimeSpan MaximumLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long after a switch of its transport a session may not switch again. Default 500 ms; 0 to 1 min.</summary>
    public TimeSpan SwitchCooldown { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How often a session may switch its transport in any minute. At 8 bytes each it bounds what a session that has switched
    /// remembers of it. Default 10; 1 to 10,000.</summary>
    public int MaximumSwitchesPerMinute { get; init; } = 10;

    /// <summary>Whether a new address is adopted only after it has answered a challenge (RFC 9000 section 8.2). Default false, because the
    /// prototype's clients do not answer one.</summary>
    public bool PathValidation { get; init; }

    /// <summary>How long a challenge may be answered, at least; at most twice as long. Default 3 s; 1 ms to 1 min.</summary>
    public TimeSpan PathChallengeLifetime { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How many datagrams that no live session vouches for one source (an IPv4 address, an IPv6 /64) may have judged at once; what
    /// exceeds it is <c>RATE_LIMITED</c>. Default 200; 1 to 1,000,000.</summary>
    public int SourceBurst { get; init; } = 200;

    /// <summary>How many such datagrams a source may have judged in a second, in the long run. Default 100; 1 to 1,000,000.</summary>
    public int SourceRate { get; init; } = 100;

    /// <summary>How many requests to reattach one session are judged at once although their source has spent its share: others may
    /// flood from the address
    /// that the session moves to. Default 8; 1 to 1,000,000.</summary>
    public int SessionBurst { get; init; } = 8;

    /// <summary>How many such requests are judged in a second, in the long run. Default 2; 1 to 1,000,000.</summary>
    public int SessionRate { get; init; } = 2;

    /// <summary>How often a session's client is told that it is not bound to where it sends from, although its source has spent its share:
    /// a NAT may give
    /// new ports to all sessions behind it at once. Default once in 1 s; 10 ms to 1 min.</summary>
    public TimeSpan SessionHintInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many refusals of one source are logged one by one in a second; the rest is one event a second with their number.
    /// Default 20; 1 to 1,000,000.</summary>
    public int SourceLogRate { get; init; } = 20;

    /// <summary>How many refusals of all sources together are logged one by one in a second, and apart from them how many security
    /// events; the
    /// rest is one event a second with their number. Default 1,000; 1 to 1,000,000.</summary>
    public int RefusalLogRate { get; init; } = 1_000;

    /// <summary>When a handshake must show by a cookie that its source address is its sender's. Default: under load.</summary>
    public RetryPolicy RetryPolicy { get; init; } = RetryPolicy.UnderLoad;

    /// <summary>Under load is: more handshakes a second without a cookie than this. Default null: 1,000 in the mode
    /// <see cref="SessionMode.Demo"/>, 250
    /// where each takes a key agreement; 1 to 1,000,000.</summary>
    public int? RetryHandshakeRate { get; init; }

    /// <summary>How many handshakes may make a session in a second, those with a cookie included: at once, and in the long run. What
    /// exceeds it is
    /// <c>RATE_LIMITED</c>, so that handshakes leave live sessions their time. Default null: 10,000 in the mode
    /// <see cref="SessionMode.Demo"/>, 500
    /// where each takes a key agreement; 1 to 1,000,000.</summary>
    public int? HandshakeRate { get; init; }

    /// <summary>How long a session lives whose very handshake made one for another address before, unless its client uses it. Default 10 s;
    /// 1 ms to
    /// 24 h. It matters in the mode <see cref="SessionMode.Psk"/> only, where nobody but the client can make the handshake.</summary>
    public TimeSpan CopiedHandshakeTtl { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Under load is: this share of <see cref="MaximumSessions"/> is held, or more, in parts per million. Default 75 %;
    /// 0 to 100 %.</summary>
    public int RetrySessionSharePartsPerMillion { get; init; } = 750_000;

    /// <summary>How long a cookie is good, at least; at most twice as long. Default 10 s; 1 ms to 1 h.</summary>
    public TimeSpan CookieLifetime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many live sessions there may be; one more handshake is refused. Default 1,000,000; 1 to 16,777,216.</summary>
    public int MaximumSessions { get; init; } = 1_000_000;

    /// <summary>How many nonces one session accepts in its life; at the bound every reattach is refused. At 8 bytes each it
    /// bounds the replay memory. Default 1,024; 1 to 1,048,576.</summary>
    public int MaximumNonces { get; init; } = 1_024;

    /// <summary>How many ended sessions are remembered, so that a late comer learns why. Default 16,384; 0 to 16,777,216.</summary>
    public int MaximumTombstones { get; init; } = 16_384;

    /// <summary>How many of the server's own messages may wait for one session, sent or not. Default 64; 1 to 65,536. A session
    /// that is sent none
    /// holds no memory for them.</summary>
    public int MaximumDownlinkMessages { get; init; } = 64;

    /// <summary>How many events may wait to be polled; beyond it they are counted and dropped. Default 65,536; at least 16.</summary>
    public int MaximumPendingEvents { get; init; } = 65_536;

    /// <summary>How many answers may wait to be polled; beyond it they are counted and dropped. Default 1,024; at least 1.</summary>
    public int MaximumPendingDatagrams { get; init; } = 1_024;

    /// <summary>The longest datagram accepted, in bytes. Default 4,096, the prototype's; 512 to 65,507.</summary>
    public int MaximumDatagramSize { get; init; } = ProtocolDefaults.MaximumDatagramSize;

    /// <summary>The secret of all sessions in the mode <see cref="SessionMode.Demo"/>; other modes take none. Default: the
    /// demonstration's. At
    /// least 1 byte.</summary>
    public ReadOnlyMemory<byte> SharedSecret { get; init; } = ProtocolDefaults.DemoSecret.ToArray();

    /// <summary>Where the sessions' secrets come from; every client has to be set to the same. Default: one for all, as in the
    /// prototype.</summary>
    public SessionMode Mode { get; init; } = SessionMode.Demo;

    /// <summary>The key that both sides were given, in the mode <see cref="SessionMode.Psk"/>: at least 16 random bytes, at most 1,024. The
    /// server copies it and wipes its copy when it is disposed; this memory stays the caller's. Default: none, as all other modes
    /// demand.</summary>
    public ReadOnlyMemory<byte> PreSharedKey { get; init; }

    /// <summary><see cref="RetryHandshakeRate"/>, or what the mode has for it. A handshake with keys costs some 40 times one
    /// without, 0.1 ms, so by default they may take a twentieth of a core (ADR 19).</summary>
    internal int RetryHandshakeRateOfMode => RetryHandshakeRate ?? (Mode == SessionMode.Demo ? 1_000 : 250);

    /// <summary><see cref="HandshakeRate"/>, or what the mode has for it.</summary>
    internal int HandshakeRateOfMode => HandshakeRate ?? (Mode == SessionMode.Demo ? 10_000 : 500);

    /// <summary>Checks all bounds.</summary>
    /// <exception cref="ArgumentException">A value is out of its range; the message names it and the range.</exception>
    public void Validate()
    {
        PolicySettings.Validate(ServerPolicy.Settings, this);
        OptionCheck.Range(SharedSecret.Length, 1, 65_536, nameof(SharedSecret) + ".Length");
        OptionCheck.Secrets(Mode, SharedSecret.Span, PreSharedKey.Span);
    }
}
