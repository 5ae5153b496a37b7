using System.Globalization;
using JumpingVpn.Features.Planning;

namespace JumpingVpn.Features.UnitTests.Planning;

public sealed class TimelineTests
{
    [Fact]
    public void Each_step_begins_when_those_before_it_have_taken_their_time()
    {
        Times("Given x", "When 30 s pass", "When 0.5 s pass", "Then x").Should().Equal("0 s", "0 s", "30 s", "30.5 s");
    }

    [Fact]
    public void After_a_step_that_waits_a_time_is_only_the_least()
    {
        Times("When 1 s pass", "When it waits 2 s", "When 3 s pass", "Then x").Should().Equal("0 s", "1 s", "≥ 3 s", "≥ 6 s");
    }

    [Fact]
    public void Times_are_told_to_the_tick_and_never_run_over()
    {
        Times("When 0.0000001 s pass", "Then x").Should().Equal("0 s", "0.0000001 s");
        Times("When 900000000000 s pass", "When 900000000000 s pass", "Then x")[^1].Should().Be("922337203685.4775807 s");
    }

    private static List<string> Times(params string[] steps)
    {
        PlannedScenario planned = Try.Plan(Try.Steps(steps), typeof(Vocabulary));
        planned.Errors.Should().BeEmpty();
        return [.. Timeline.Of(planned).Select(step => step.At)];
    }

    [Binding]
    public sealed class Vocabulary
    {
        [StepArgumentTransformation(@"([\d.]+) s", Name = "seconds")]
        public static TimeSpan Seconds(string number) =>
            TimeSpan.FromTicks((long)(decimal.Parse(number, CultureInfo.InvariantCulture) * TimeSpan.TicksPerSecond));

        [StepDefinition("x")]
        public void X() { }

        [When("{seconds} pass")]
        public void Pass([Takes] TimeSpan time) => _ = time;

        [When("it waits {seconds}")]
        [Waits]
        public void ItWaits([Takes] TimeSpan time) => _ = time;
    }
}
