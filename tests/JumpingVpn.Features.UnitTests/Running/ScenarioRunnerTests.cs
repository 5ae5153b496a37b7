using System.Globalization;
using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Planning;
using JumpingVpn.Features.Reporting;
using JumpingVpn.Features.Running;
using JumpingVpn.Features.Vocabulary;

namespace JumpingVpn.Features.UnitTests.Running;

public sealed class ScenarioRunnerTests
{
    [Fact]
    public void The_steps_run_in_order_and_the_world_is_disposed_after_them()
    {
        var file = FeatureFile.Parse(
            """
            @nat
            Feature: F
              Background:
                Given a client "phone" with a TTL of 30 s
                And hosts
                  | name |
                  | a    |
                  | b    |
              Rule: R
                Scenario Outline: Send <n>
                  When <n> messages are sent
                  And 1 message is sent
                  And 29.999 s pass
                  Then all is well
                  Examples:
                    | n |
                    | 2 |
                    | 3 |
            """,
            "x.feature"
        );
        file.Errors.Should().BeEmpty();
        var log = new List<string>();

        ScenarioResult result = Try.Run(file.Scenarios[1], log, typeof(SampleSteps));

        result.Outcome.Should().Be(ScenarioOutcome.Passed, ScenarioReport.Write(result));
        log.Should().Equal("client phone 30 s", "hosts a,b", "sent 3", "sent 1", "pass 29999 ms", "well", "disposed");
        result.Output.Should().Equal("sent 3", "sent 1");
        result.Scenario.Name.Should().Be("Send 3");
    }

    [Theory]
    [InlineData("Given hosts", StepStatus.Broken)]
    [InlineData("Given a new idea", StepStatus.Undefined)]
    [InlineData("Given hosts, twice", StepStatus.Ambiguous)]
    public void A_scenario_that_cannot_be_run_is_broken_and_not_begun(string step, StepStatus status)
    {
        var log = new List<string>();

        ScenarioResult result = Try.Run(
            Try.Steps("Given a client \"phone\" with a TTL of 30 s", step),
            log,
            typeof(SampleSteps),
            typeof(Twice)
        );

        result.Outcome.Should().Be(ScenarioOutcome.Broken);
        result.Steps.Select(each => each.Status).Should().Equal(StepStatus.Skipped, status);
        result.Location.Should().Be("features/try.feature:4");
        log.Should().BeEmpty();
    }

    [Fact]
    public void A_failing_step_stops_the_scenario_and_the_world_is_disposed()
    {
        var log = new List<string>();

        ScenarioResult result = Try.Run(
            Try.Steps("When 1 message is sent", "Then all is ill", "And all is well"),
            log,
            typeof(SampleSteps)
        );

        result.Outcome.Should().Be(ScenarioOutcome.Failed);
        result.Steps.Select(each => each.Status).Should().Equal(StepStatus.Passed, StepStatus.Failed, StepStatus.Skipped);
        result.Message.Should().Be("all is well, not ill");
        result.Error.Should().BeOfType<InvalidOperationException>();
        result.Location.Should().Be("features/try.feature:4");
        log.Should().Equal("sent 1", "disposed");
    }

    [Theory]
    [InlineData("@ignore\nFeature: F\n  Scenario: S\n    Given a new idea\n")]
    [InlineData("Feature: F\n  @Ignore\n  Scenario: S\n    Given a new idea\n")]
    public void An_ignored_scenario_is_skipped_whatever_its_steps(string text)
    {
        ScenarioResult result = Try.Run(Try.Scenario(text), [], typeof(SampleSteps));

        result.Outcome.Should().Be(ScenarioOutcome.Skipped);
        result.Steps.Single().Status.Should().Be(StepStatus.Skipped);
        result.FailedStep.Should().BeNull();
    }

    [Fact]
    public void Attachments_and_output_are_in_the_result_of_their_own_scenario()
    {
        using var vocabulary = StepVocabulary.From([typeof(Talking)]);
        var planner = new ScenarioPlanner(vocabulary);
        using var run = TestRun.Start(vocabulary);
        using ScenarioWorker worker = run.OpenWorker();

        ScenarioResult first = worker.Run(planner.Plan(Try.Steps("Given talk")));
        ScenarioResult second = worker.Run(planner.Plan(Try.Steps("Given silence")));

        first.Output.Should().Equal("{0}", "1.5 and 2");
        first.Attachments.Should().Equal("trace.pcapng");
        second.Output.Should().BeEmpty();
        second.Attachments.Should().BeEmpty();
    }

    [Fact]
    public void Arguments_are_read_and_steps_run_in_the_invariant_culture_wherever_the_machine_stands()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("de-DE");
        try
        {
            var log = new List<string>();

            Try.Run(Try.Steps("Given half of 1.5"), log, typeof(Halving)).Outcome.Should().Be(ScenarioOutcome.Passed);

            log.Should().Equal("0.75");
            CultureInfo.CurrentCulture.Name.Should().Be("de-DE");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Binding]
    public sealed class Talking(IReqnrollOutputHelper output)
    {
        [Given("silence")]
        public void Silence() { }

        [Given("talk")]
        public void Talk()
        {
            output.WriteLine("{0}");
            output.WriteLine("{0} and {1}", 1.5, 2);
            output.AddAttachment("trace.pcapng");
        }
    }

    [Binding]
    public sealed class Halving(List<string> log)
    {
        [Given("half of {float}")]
        public void HalfOf(double number) => log.Add($"{number / 2}");
    }

    [Binding]
    public sealed class Twice
    {
        [Given("hosts, twice")]
        public void One() { }

        [Given("^hosts, (?:twice|thrice)$")]
        public void Other() { }
    }
}
