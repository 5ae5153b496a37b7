using JumpingVpn.Lab.Scenes;

namespace JumpingVpn.Lab.Tests.Scenes;

public sealed class TrafficSceneTests : IDisposable
{
    private static readonly TimeSpan Distance = TimeSpan.FromMilliseconds(70);

    private readonly Scene _scene = new(LabFactory.Create("sim", seed: 1));
    private readonly ClientActor _phone;

    public TrafficSceneTests()
    {
        GatewayActor gateway = _scene.AddGateway("gw");
        _phone = _scene.AddClient("phone");
        _phone.Start(gateway);
        _scene.Links.SetDelay("phone", TimeSpan.FromMilliseconds(50), TimeSpan.Zero);
    }

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void A_step_waits_for_what_it_sent_unless_it_is_told_not_to()
    {
        TimeSpan begun = _scene.Lab.Now;
        _phone.Send(1);
        (_scene.Lab.Now - begun).Should().Be(TimeSpan.FromMilliseconds(100), "there and back");

        _scene.Traffic.DoNotWait();
        begun = _scene.Lab.Now;
        _phone.Send(1);
        (_scene.Lab.Now - begun).Should().Be(TimeSpan.Zero);
        _scene.Lab.Ledger.InFlight.Should().Be(1);
    }

    [Fact]
    public void Messages_go_out_at_even_distances_until_they_stop()
    {
        _scene.Traffic.KeepSending(_phone, Distance);
        _scene.Pass(10 * Distance);
        _phone.Messages.SentCount.Should().Be(11, "the first goes out at once");

        _scene.Traffic.Stop(_phone.Name);
        _scene.Pass(10 * Distance);
        _phone.Messages.SentCount.Should().Be(11);
    }

    [Fact]
    public void The_end_of_the_scenario_ends_it_too()
    {
        _scene.Traffic.KeepSending(_phone, Distance);
        _scene.Pass(Distance);

        _scene.CheckAtEnd();

        _scene.Lab.Ledger.InFlight.Should().Be(0);
    }

    [Fact]
    public void To_begin_twice_to_stop_before_and_no_distance_at_all_are_mistakes()
    {
        _scene.Invoking(scene => scene.Traffic.Stop(_phone.Name)).Should().Throw<SceneException>().WithMessage("*is not sending*");
        _scene
            .Invoking(scene => scene.Traffic.KeepSending(_phone, TimeSpan.Zero))
            .Should()
            .Throw<SceneException>()
            .WithMessage("*above 0*");
        _scene.Traffic.KeepSending(_phone, Distance);
        _scene.Invoking(scene => scene.Traffic.KeepSending(_phone, Distance)).Should().Throw<SceneException>().WithMessage("*already*");
    }
}
