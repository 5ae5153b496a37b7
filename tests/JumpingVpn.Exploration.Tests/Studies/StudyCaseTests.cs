using JumpingVpn.Exploration.Studies;
using JumpingVpn.Exploration.Trials;

namespace JumpingVpn.Exploration.Tests.Studies;

public sealed class StudyCaseTests : IDisposable
{
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void The_first_fact_that_waits_is_measured_in_virtual_time()
    {
        StudyCase it = Case(
            "When the link of \"phone\" is cut",
            "And \"phone\" sends a message",
            "And 1 s passes",
            "And the link of \"phone\" is restored",
            "Then \"phone\" still holds its first session",
            "And \"phone\" gets data through again within 60 s",
            "And all messages of \"phone\" arrive exactly once"
        );

        it.Planned.Steps[it.MeasuredStep].Step.Text.Should().Be("\"phone\" gets data through again within 60 s");
        StudySample sample = Run(it);
        sample.Held.Should().BeTrue();
        sample.Time.Should().BeGreaterThan(TimeSpan.FromMilliseconds(100)).And.BeLessThan(TimeSpan.FromSeconds(2));
        Run(it).Should().Be(sample);
    }

    [Fact]
    public void A_run_that_does_not_hold_has_no_time()
    {
        Run(
                Case(
                    "When \"phone\" sends a message",
                    "Then \"phone\" gets data through again within 60 s",
                    "And \"gw\" holds exactly 2 sessions"
                )
            )
            .Should()
            .Be(new StudySample(Held: false, Time: null));
    }

    [Fact]
    public void Where_nothing_waits_only_whether_it_holds_is_known()
    {
        StudyCase it = Case("When \"phone\" sends a message", "Then \"gw\" holds exactly 1 session");

        it.MeasuredStep.Should().Be(-1);
        Run(it).Should().Be(new StudySample(Held: true, Time: null));
    }

    [Fact]
    public void A_case_that_says_what_cannot_be_is_broken_at_its_place()
    {
        StudyCase it = Case("When \"phone\" ends its session", "And \"phone\" ends its session", "Then \"gw\" holds no session");

        Obstacle? obstacle = it.Run(_bench.Worker.Prepare(it.Planned), seed: 3, out _);

        obstacle.Should().NotBeNull();
        obstacle!.Location.Should().StartWith("f.feature:");
        obstacle.IsSkipped.Should().BeFalse();
    }

    private StudyCase Case(params string[] steps) =>
        new(_bench.Plan(["Given a gateway \"gw\"", "And a client \"phone\" with a session on \"gw\"", .. steps]));

    private StudySample Run(StudyCase it)
    {
        it.Run(_bench.Worker.Prepare(it.Planned), seed: 3, out StudySample sample).Should().BeNull();
        return sample;
    }
}
