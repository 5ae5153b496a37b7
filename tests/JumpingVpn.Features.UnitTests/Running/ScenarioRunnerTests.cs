using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Reporting;
using JumpingVpn.Features.Running;
using JumpingVpn.Features.Vocabulary;

namespace JumpingVpn.Features.UnitTests.Running;

public sealed class ScenarioRunnerTests
{
    private static readonly StepVocabulary Vocabulary = StepVocabulary.From([typeof(SampleSteps)]);

    [Fact]
    public void The_steps_run_in_order_and_the_world_is_disposed_after_them()
    {
        Vocabulary.Problems.Should().BeEmpty();
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
            "x.feature");
        file.Errors.Should().BeEmpty();
        var log = new List<string>();

        var result = ScenarioRunner.Run(file.Scenarios[1], Vocabulary, [log]);

        result.Outcome.Should().Be(ScenarioOutcome.Passed, ScenarioReport.Write(result));
        log.Should().Equal("client phone 30 s", "hosts a,b", "sent 3", "sent 1", "pass 29999 ms", "well", "disposed");
        result.Output.Should().Equal("sent 3", "sent 1");
        result.Scenario.Name.Should().Be("Send 3");
    }

    [Theory]
    [InlineData("Given hosts", ScenarioOutcome.Failed, StepStatus.Failed)]
    [InlineData("Given a new idea", ScenarioOutcome.Undefined, StepStatus.Undefined)]
    public void A_scenario_that_cannot_be_run_is_not_begun(string step, ScenarioOutcome outcome, StepStatus status)
    {
        var log = new List<string>();

        var result = ScenarioRunner.Run(Try.Steps("Given a client \"phone\" with a TTL of 30 s", step), Vocabulary, log);

        result.Outcome.Should().Be(outcome);
        result.Steps.Select(each => each.Status).Should().Equal(StepStatus.Skipped, status);
        result.Location.Should().Be("features/try.feature:4");
        log.Should().BeEmpty();
    }

    [Fact]
    public void A_failing_step_stops_the_scenario_and_the_world_is_disposed()
    {
        var log = new List<string>();

        var result = ScenarioRunner.Run(Try.Steps("When 1 message is sent", "Then all is ill", "And all is well"), Vocabulary, log);

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
        var result = ScenarioRunner.Run(Try.Scenario(text), Vocabulary);

        result.Outcome.Should().Be(ScenarioOutcome.Skipped);
        result.Steps.Single().Status.Should().Be(StepStatus.Skipped);
        result.FailedStep.Should().BeNull();
    }

    [Fact]
    public void A_pending_step_is_no_success()
    {
        Outcome(Try.Steps("Given later"), StepVocabulary.From([typeof(Planned)])).Should().Be(ScenarioOutcome.Pending);
    }

    [Fact]
    public void Attachments_and_output_are_in_the_result()
    {
        var result = ScenarioRunner.Run(Try.Steps("Given talk"), StepVocabulary.From([typeof(Planned)]));

        result.Output.Should().Equal("{0}", "1.5 and 2");
        result.Attachments.Should().Equal("trace.pcapng");
    }

    internal static ScenarioOutcome Outcome(Scenario scenario, StepVocabulary vocabulary) =>
        ScenarioRunner.Run(scenario, vocabulary).Outcome;

    [Binding]
    public sealed class Planned(IReqnrollOutputHelper output)
    {
        [Given("later")]
        public void Later() => ScenarioContext.StepIsPending();

        [Given("talk")]
        public void Talk()
        {
            output.WriteLine("{0}");
            output.WriteLine("{0} and {1}", 1.5, 2);
            output.AddAttachment("trace.pcapng");
        }
    }
}
