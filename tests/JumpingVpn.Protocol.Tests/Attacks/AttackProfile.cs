namespace JumpingVpn.Protocol.Tests.Attacks;

/// <summary>A policy under attack.</summary>
/// <param name="Name">What the tests call it.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Server">The server's bounds.</param>
/// <param name="Client">The bounds of both clients.</param>
/// <param name="ForgesSource">True where changed datagrams come from the victim's own address, which a keyed session withstands.</param>
internal sealed record AttackProfile(string Name, string Title, ServerOptions Server, ClientOptions Client, bool ForgesSource)
{
    private static readonly ClientOptions Chatty = new() { KeepaliveInterval = TimeSpan.FromSeconds(1) };

    private static readonly byte[] Shared = "0123456789abcdef"u8.ToArray();

    // The whole matrix comes in one instant from one source, and each cell shall be judged.
    private static readonly ServerOptions Patient = new()
    {
        SourceBurst = 1_000_000,
        SourceRate = 1_000_000,
        SourceLogRate = 1_000_000,
        RefusalLogRate = 1_000_000,
    };

    private static readonly ServerOptions Wary = Patient with { RetryPolicy = RetryPolicy.Always, PathValidation = true };

    public static IReadOnlyList<AttackProfile> All { get; } =
    [
        new("demo", "Demo mode", Patient, Chatty, ForgesSource: false),
        new("wary", "Demo mode with cookies and path validation", Wary, Chatty, ForgesSource: false),
        new(
            "psk",
            "Pre-shared key",
            Patient with
            {
                Mode = SessionMode.Psk,
                PreSharedKey = Shared,
            },
            Chatty with
            {
                Mode = SessionMode.Psk,
                PreSharedKey = Shared,
            },
            ForgesSource: true
        ),
        new(
            "ephemeral",
            "Ephemeral keys with cookies and path validation",
            Wary with
            {
                Mode = SessionMode.Ephemeral,
            },
            Chatty with
            {
                Mode = SessionMode.Ephemeral,
            },
            ForgesSource: true
        ),
    ];

    public override string ToString() => Name;
}
