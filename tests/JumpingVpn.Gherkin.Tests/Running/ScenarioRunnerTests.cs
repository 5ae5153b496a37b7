using JumpingVpn.Gherkin.Documents;
using JumpingVpn.Gherkin.Reporting;
using JumpingVpn.Gherkin.Running;
using JumpingVpn.Gherkin.Vocabulary;

namespace JumpingVpn.Gherkin.Tests.Running;

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
}
