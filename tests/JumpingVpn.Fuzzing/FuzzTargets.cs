using JumpingVpn.Protocol;

namespace JumpingVpn.Fuzzing;

/// <summary>The targets that there are.</summary>
public static class FuzzTargets
{
    // A millisecond passes with each datagram, and a run has many millions of them.
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(365);
    private static readonly ClientOptions Lasting = new() { MaximumLifetime = LongestLife };

    // Few enough sessions that a run reaches the bound, and so much patience that what lies behind the limits is fuzzed too.
    private static readonly ServerOptions Bounded = new()
    {
        MaximumLifetime = LongestLife,
        MaximumSessions = 1_000,
        SourceBurst = 1_000_000,
        SourceRate = 1_000_000,
        SwitchCooldown = TimeSpan.Zero,
        RetryPolicy = RetryPolicy.Never,
    };

    private static readonly byte[] PreSharedKey = "no stranger has this"u8.ToArray();

    private static readonly ServerOptions Wary = Bounded with { RetryPolicy = RetryPolicy.Always, PathValidation = true };

    /// <summary>All of them, by name.</summary>
    public static IReadOnlyList<(string Name, Func<IFuzzTarget> Make)> All { get; } =
    [
        ("server", Server),
        ("client", Client),
        ("wary-server", WaryServer),
        ("wary-client", WaryClient),
        ("keyed-server", KeyedServer),
        ("keyed-client", KeyedClient),
    ];

    /// <summary>A server in demo mode.</summary>
    public static IFuzzTarget Server() => new ServerTarget(Bounded, Lasting);

    /// <summary>A client in demo mode.</summary>
    public static IFuzzTarget Client() => new ClientTarget(Bounded, new ClientOptions());

    /// <summary>A server in demo mode that asks for cookies and validates paths.</summary>
    public static IFuzzTarget WaryServer() => new ServerTarget(Wary, Lasting);

    /// <summary>A client in demo mode of such a server.</summary>
    public static IFuzzTarget WaryClient() => new ClientTarget(Wary, new ClientOptions());

    /// <summary>A server with a pre-shared key that the strangers do not have.</summary>
    public static IFuzzTarget KeyedServer() =>
        new ServerTarget(
            Bounded with
            {
                Mode = SessionMode.Psk,
                PreSharedKey = PreSharedKey,
                MaximumSessions = 50,
            },
            Lasting with
            {
                Mode = SessionMode.Psk,
                PreSharedKey = PreSharedKey,
            }
        );

    /// <summary>A client of such a server.</summary>
    public static IFuzzTarget KeyedClient() =>
        new ClientTarget(
            Bounded with
            {
                Mode = SessionMode.Psk,
                PreSharedKey = PreSharedKey,
            },
            new ClientOptions { Mode = SessionMode.Psk, PreSharedKey = PreSharedKey }
        );
}
