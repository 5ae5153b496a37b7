using JumpingVpn.Lab;
using JumpingVpn.Network.Nat;

namespace JumpingVpn.Cli.Tests.Endpoints;

/// <summary>One thing that networks do to a connection, of our catalogue.</summary>
/// <param name="Sentence">As the page, and a feature, says it.</param>
/// <param name="Happens">Makes it happen.</param>
internal sealed record QuicHappening(string Sentence, Action<Scene> Happens)
{
    /// <summary>What is done to the NAT "home" before anything happens.</summary>
    public NatOptions Home { get; init; } = NatPresets.PortRestrictedCone;

    /// <summary>A NAT in front of "home"; null for none.</summary>
    public NatOptions? Carrier { get; init; }

    /// <summary>How long the connection has been silent.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long is waited: no longer than the idle timeout where the connection is to be seen alive.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(28.5);

    /// <summary>Whether steps do not wait, so that it happens while the handshake is on its way.</summary>
    public bool IsDuringHandshake { get; init; }

    /// <summary>What the phone is told then, what the server says of it, and the phone in the end.</summary>
    public (string Told, string Arrived, string Answered) Then { get; init; } = ("send after", "got after", "delivered after");

    /// <summary>The catalogue, in the order of the page.</summary>
    public static IReadOnlyList<QuicHappening> All { get; } =
    [
        new("nothing", static _ => { }),
        Rebinds("port", NatRebindingKind.Port),
        Rebinds("address", NatRebindingKind.Address),
        Rebinds("address and port", NatRebindingKind.PortAndAddress),
        Rebinds("port", NatRebindingKind.Port) with
        {
            Sentence = "a new port behind a full cone",
            Home = NatPresets.FullCone,
        },
        Rebinds("port", NatRebindingKind.Port) with
        {
            Sentence = "a new port behind a symmetric NAT",
            Home = NatPresets.Symmetric,
        },
        new("a new port three times, with nothing between", static scene => Times(3, () => Rebind(scene, "home"))),
        new(
            "`\"carrier\" rebinds every mapping to a new port`, a second NAT in front of \"home\"",
            static scene => Rebind(scene, "carrier")
        )
        {
            Carrier = NatPresets.Symmetric,
        },
        new("the mapping expired: silent for 20 s behind a NAT that keeps it for 10 s", static _ => { })
        {
            Home = Sequential with { MappingLifetime = TimeSpan.FromSeconds(10) },
            Silence = TimeSpan.FromSeconds(20),
        },
        new("`the NAT \"home\" reboots`, and gives the port that it gave before", static scene => scene.Nats.Reboot("home")),
        new("`\"home\" forgets all mappings`, and gives the next port", static scene => scene.Nats.Flush("home")) { Home = Sequential },
        new("`\"home\" gives the mappings of \"phone\" to \"laptop\"`", static scene => scene.Nats.Steal("home", "phone", "laptop")),
        new("`the mappings of \"phone\" in \"home\" get stuck`", static scene => scene.Nats.MakeStuck("home", "phone"))
        {
            Patience = TimeSpan.FromSeconds(31),
        },
        new("`\"phone\" is told \"migrate 1\"`, to its interface \"lte\"", static scene => scene.Endpoints.Find("phone").Tell("migrate 1")),
        new("3 MB on their way up, and nothing", static _ => { }) { Then = Bulk },
        new("`\"home\" rebinds every mapping to a new port, after 300 ms`, with 3 MB on their way up", RebindsSoon) { Then = Bulk },
        Rebinds("port", NatRebindingKind.Port) with
        {
            Sentence = "a new port before the handshake is over",
            Silence = TimeSpan.FromMilliseconds(30),
            IsDuringHandshake = true,
        },
        new("silent for 31 s: the idle timeout is 30 s", static _ => { }) { Silence = TimeSpan.FromSeconds(31) },
        new(
            "`\"server\" crashes and restarts without its state`",
            static scene => scene.Hosts.CrashAndRestart("server", keepsState: false)
        ),
    ];

    private static NatOptions Sequential => NatPresets.PortRestrictedCone with { PortAssignment = PortAssignment.Sequential };

    private static (string Told, string Arrived, string Answered) Bulk => ("bulk 3000000", "received 3000000 bytes", "delivered in bulk");

    private static QuicHappening Rebinds(string what, NatRebindingKind kind) =>
        new($"`\"home\" rebinds \"phone\" to a new {what}`", scene => scene.Nats.Rebind("home", "phone", kind));

    private static void Rebind(Scene scene, string nat) => scene.Nats.Rebind(nat, host: null, NatRebindingKind.Port);

    private static void Times(int count, Action action)
    {
        for (int i = 0; i < count; i++)
        {
            action();
        }
    }

    private static void RebindsSoon(Scene scene) =>
        scene.Disturbances.Rebind("home", NatRebindingKind.Port, new Moment { After = TimeSpan.FromMilliseconds(300) });
}
