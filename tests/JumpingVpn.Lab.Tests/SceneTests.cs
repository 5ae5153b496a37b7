using JumpingVpn.Lab.Scenes;
using JumpingVpn.Network.Ledger;

namespace JumpingVpn.Lab.Tests;

/// <summary>Facts that do not hold must be refused, also those that hold of nothing.</summary>
public sealed class SceneTests : IDisposable
{
    private readonly Scene _scene = new(LabFactory.Create("sim", seed: 1));

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void An_empty_claim_of_exactly_once_fails()
    {
        _scene.AddGateway("gw");
        _scene.AddClient("phone").Start(_scene.Gateway("gw"));

        Refused(_scene.ExpectExactlyOnce).Should().Contain("claim proves nothing");
    }

    [Fact]
    public void A_datagram_that_was_told_to_be_late_is_waited_for_at_the_end()
    {
        var asked = TimeSpan.FromSeconds(50);
        GatewayActor gateway = _scene.AddGateway("gw", ttl: TimeSpan.FromHours(1));
        ClientActor phone = _scene.AddClient("phone");
        phone.Start(gateway);
        _scene.Disturbances.Delay("phone", LinkWays.Up, 1, asked);
        _scene.Disturbances.Delay("phone", LinkWays.Up, 1, asked);
        _scene.Disturbances.Delay("phone", LinkWays.Up, 1, asked);
        phone.Send(1);

        _scene.Invoking(static scene => scene.CheckAtEnd()).Should().NotThrow();
        _scene.Lab.Now.Should().BeGreaterThanOrEqualTo(3 * asked);
    }

    [Fact]
    public void A_random_pause_is_the_seeds_and_is_within_its_bound()
    {
        TimeSpan[] pauses = [.. Enumerable.Range(1, 30).Select(static seed => PauseOf((ulong)seed))];

        pauses.Should().OnlyContain(static pause => pause >= TimeSpan.Zero && pause <= TimeSpan.FromSeconds(10));
        pauses.Distinct().Should().HaveCountGreaterThan(25);
        pauses.Max().Should().BeGreaterThan(TimeSpan.FromSeconds(8));
        PauseOf(1).Should().Be(pauses[0]);
    }

    [Fact]
    public void Silence_of_a_gateway_that_nothing_reached_is_no_silence()
    {
        GatewayActor gateway = _scene.AddGateway("gw");

        Refused(gateway.ExpectSilence).Should().Contain("claim proves nothing");
    }

    [Fact]
    public void A_wrong_number_of_switches_is_refused()
    {
        GatewayActor gateway = _scene.AddGateway("gw");
        ClientActor phone = _scene.AddClient("phone");
        phone.Start(gateway);

        Refused(() => gateway.ExpectSwitches(phone, 1)).Should().Contain("0 times, not 1");
    }

    [Fact]
    public void A_wrong_number_of_drops_is_refused_with_the_ledger() =>
        Refused(() => _scene.ExpectDropped(DropReason.Loss, 1, 1)).Should().Contain("0 handed over");

    [Fact]
    public void A_changed_session_is_not_unchanged()
    {
        GatewayActor gateway = _scene.AddGateway("gw");
        ClientActor phone = _scene.AddClient("phone");
        phone.Start(gateway);
        _scene.BeginBlock();
        phone.KillSocket();
        phone.Reattach.FromNewSocket();

        Refused(phone.ExpectUnchanged).Should().Contain("changed. It was ATTACHED");
    }

    private static TimeSpan PauseOf(ulong seed)
    {
        using Scene scene = new(LabFactory.Create("sim", seed));
        scene.Traffic.PassAtRandom(TimeSpan.FromSeconds(10));
        return scene.Lab.Now;
    }

    private static string Refused(Action fact) => fact.Should().Throw<ExpectationException>().Which.Message;
}
