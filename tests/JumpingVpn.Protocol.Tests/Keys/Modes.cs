namespace JumpingVpn.Protocol.Tests.Keys;

/// <summary>Both modes with keys, and a pair of peers set to each.</summary>
internal static class Modes
{
    public static readonly byte[] PreSharedKey = "correct horse battery staple"u8.ToArray();

    public static TheoryData<SessionMode> WithKeys => new(SessionMode.Psk, SessionMode.Ephemeral);

    /// <summary>A server that logs every refusal one by one.</summary>
    public static ServerOptions Server(SessionMode mode) =>
        new()
        {
            Mode = mode,
            PreSharedKey = KeyOf(mode),
            SourceLogRate = 1_000,
        };

    public static ClientOptions Client(SessionMode mode) => new() { Mode = mode, PreSharedKey = KeyOf(mode) };

    public static Pair Pair(SessionMode mode) => new(Server(mode), Client(mode));

    /// <summary>A session in which one message was exchanged.</summary>
    public static Pair Session(SessionMode mode)
    {
        Pair pair = Pair(mode);
        pair.Connect();
        pair.Send("hello");
        pair.Run(TimeSpan.FromSeconds(1));
        pair.Client.UnacknowledgedCount.Should().Be(0);
        return pair;
    }

    private static byte[] KeyOf(SessionMode mode) => mode == SessionMode.Psk ? PreSharedKey : [];
}
