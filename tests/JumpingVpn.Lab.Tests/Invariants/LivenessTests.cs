using JumpingVpn.Lab.Invariants;
using JumpingVpn.Lab.Scenes;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Nat;
using JumpingVpn.Protocol;

namespace JumpingVpn.Lab.Tests.Invariants;

/// <summary>What the healing of the network mends, who must find back after it, and that who does not is seen.</summary>
public sealed class LivenessTests : IDisposable
{
    private readonly Scene _scene = new(LabFactory.Create("sim", seed: 1));
    private readonly Liveness _liveness;

    public LivenessTests() => _liveness = new Liveness(_scene);

    public static TheoryData<string, Action<Scene>> Disturbances() =>
        new()
        {
            { "a cut link", scene => scene.Links.SetUp("phone", up: false) },
            { "a dead link", scene => scene.Links.Change("phone", LinkWays.Both, _ => LinkOptions.Dead) },
            {
                "answers that are held",
                scene =>
                {
                    scene.Links.SetFault("phone", FaultAction.Hold, "REATTACH_ACK", new FaultScope());
                    scene.Client("phone").Reattach.BeginFromNewSocket();
                }
            },
            { "an attacker on the path", scene => scene.AddOnPathAttacker("eve", "phone").Drop(null, null) },
            { "a partition", scene => scene.Hosts.Partition("phone", "gw", bothWays: true) },
            { "a paused client", scene => scene.Hosts.Pause("phone") },
            { "a paused gateway", scene => scene.Hosts.Pause("gw", TimeSpan.FromMinutes(1)) },
            { "a gateway that is down and keeps its state", scene => scene.Hosts.Crash("gw", keepsState: true) },
            { "a lost interface", scene => scene.Hosts.SetAttached("phone", null, attached: false) },
            { "mappings gone bad", scene => scene.Nats.MakeStuck("home", "phone") },
            { "a new mapping", scene => scene.Nats.Rebind("home", "phone", NatRebindingKind.Port) },
            { "a dead socket", scene => scene.Client("phone").KillSocket() },
        };

    [Theory]
    [MemberData(nameof(Disturbances))]
    public void A_client_finds_back_once_the_network_has_healed(string disturbance, Action<Scene> disturb)
    {
        ClientActor phone = Phone();
        disturb(_scene);
        _scene.Lab.RunFor(TimeSpan.FromSeconds(3));

        _liveness.Judge().Should().BeNull(disturbance);

        (_liveness.Proven, phone.Session!.State, phone.Session.UnacknowledgedCount).Should().Be((1, SessionState.Attached, 0));
    }

    [Fact]
    public void A_client_that_does_not_find_back_is_seen()
    {
        ClientActor phone = Phone();
        _scene.Lab.MakeStuck("home", "phone"); // behind the back of the scene, which therefore heals nothing

        _liveness
            .Judge()
            .Should()
            .MatchRegex("\"phone\" was ATTACHED when the network healed; .* s later it is (REATTACHING|DEGRADED) with");

        phone.Session!.State.Should().NotBe(SessionState.Attached);
        _liveness.Proven.Should().Be(0);
    }

    [Fact]
    public void There_is_no_verdict_on_a_session_that_is_about_to_expire()
    {
        Phone();
        _scene.Pass(TimeSpan.FromSeconds(29));

        _liveness.Judge().Should().BeNull();
        _liveness.Proven.Should().Be(0);
    }

    [Fact]
    public void There_is_none_on_one_that_has_spent_its_switches()
    {
        _scene.SetPolicy("maximum-switches-per-minute", "1");
        ClientActor phone = Phone();
        phone.Reattach.FromNewSocket();

        _liveness.Judge().Should().BeNull();
        _liveness.Proven.Should().Be(0);
    }

    [Fact]
    public void Nothing_is_healed_where_nobody_has_a_session()
    {
        _scene.AddGateway("gw");
        _scene.Links.SetUp("gw", up: false);

        _liveness.Judge().Should().BeNull();
        _scene.Lab.Now.Should().Be(TimeSpan.Zero);
    }

    public void Dispose() => _scene.Dispose();

    private ClientActor Phone()
    {
        GatewayActor gateway = _scene.AddGateway("gw");
        _scene.Nats.Add("home", NatPresets.PortRestrictedCone);
        ClientActor phone = _scene.AddClient("phone", behind: "home");
        phone.Start(gateway);
        phone.Exchange(1);
        return phone;
    }
}
