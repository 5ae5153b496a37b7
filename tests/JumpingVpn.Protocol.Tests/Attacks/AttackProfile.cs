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

    public static IReadOnlyList<AttackProfile> All { get; } = [new("demo", "Demo mode", new ServerOptions(), Chatty, ForgesSource: false)];

    public override string ToString() => Name;
}
