using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Planning;
using JumpingVpn.Features.Running;
using JumpingVpn.Features.Vocabulary;
using Reqnroll.UnitTestProvider;

namespace JumpingVpn.Features.UnitTests.Running;

public sealed class OutcomeTests
{
    [Theory]
    [InlineData("fine", ScenarioOutcome.Passed, StepStatus.Passed)]
    [InlineData("failure", ScenarioOutcome.Failed, StepStatus.Failed)]
    [InlineData("pending", ScenarioOutcome.Broken, StepStatus.Pending)]
    [InlineData("pending by provider", ScenarioOutcome.Broken, StepStatus.Pending)]
    [InlineData("broken", ScenarioOutcome.Broken, StepStatus.Broken)]
    [InlineData("bad table", ScenarioOutcome.Broken, StepStatus.Broken)]
    [InlineData("ignore", ScenarioOutcome.Skipped, StepStatus.Skipped)]
    [InlineData("blame", ScenarioOutcome.Failed, StepStatus.Failed)]
    public void The_exception_of_a_step_decides_what_becomes_of_its_scenario(string step, ScenarioOutcome outcome, StepStatus status)
    {
        ScenarioResult result = Try.Run(Try.Steps($"Given {step}", "And fine"), [], typeof(Vocabulary));

        result.Outcome.Should().Be(outcome, result.Message);
        result
            .Steps.Select(each => each.Status)
            .Should()
            .Equal(status, status == StepStatus.Passed ? StepStatus.Passed : StepStatus.Skipped);
    }

    [Fact]
    public void The_owner_of_a_vocabulary_says_which_other_exceptions_blame_the_scenario()
    {
        using var vocabulary = StepVocabulary.From([typeof(Vocabulary)], exception => exception is NotSupportedException);

        ScenarioResult result = ScenarioRunner.Run(Try.Steps("Given blame"), vocabulary);

        result.Message.Should().Be("not by this lab");
        result.Outcome.Should().Be(ScenarioOutcome.Broken);
    }

    [Fact]
    public void Broken_stays_broken_beside_a_hook_that_fails()
    {
        Scenario scenario = Try.Scenario("Feature: F\n  @last-hook-fails\n  Scenario: S\n    Given broken\n");

        ScenarioResult result = Try.Run(scenario, [], typeof(Vocabulary));

        result.Outcome.Should().Be(ScenarioOutcome.Broken);
        result.Message.Should().Be("there is no such thing");
    }

    [Fact]
    public void A_hook_at_the_end_may_call_a_scenario_broken()
    {
        Scenario scenario = Try.Scenario("Feature: F\n  @last-hook-blames\n  Scenario: S\n    Given fine\n");

        Try.Run(scenario, [], typeof(Vocabulary)).Outcome.Should().Be(ScenarioOutcome.Broken);
    }

    [Fact]
    public void What_a_constructor_throws_is_told_as_it_was_thrown() =>
        Try.Run(Try.Steps("Given unbuildable"), [], typeof(Unbuildable)).Message.Should().StartWith("no cellar");

    [Binding]
    public sealed class Unbuildable
    {
        public Unbuildable() => throw new InvalidOperationException("no cellar");

        [Given("unbuildable")]
        public void Step() { }
    }

    [Binding]
    public sealed class Vocabulary(IUnitTestRuntimeProvider runtime)
    {
        [AfterScenario("last-hook-fails")]
        public void FailAtTheEnd() => throw new InvalidOperationException("at the end");

        [AfterScenario("last-hook-blames")]
        public void BlameAtTheEnd() => throw new BrokenScenarioException("what was asked for is not there");

        [Given("fine")]
        public void Fine() { }

        [Given("failure")]
        public void Failure() => throw new InvalidOperationException("no");

        [Given("pending")]
        public void Pending() => throw new PendingStepException();

        [Given("pending by provider")]
        public void PendingByProvider() => runtime.TestPending("later");

        [Given("broken")]
        public void Broken() => throw new BrokenScenarioException("there is no such thing");

        [Given("bad table")]
        public void BadTable() => throw new TableException("no such row");

        [Given("ignore")]
        public void Ignore() => runtime.TestIgnore("not here");

        [Given("blame")]
        public void Blame() => throw new NotSupportedException("not by this lab");
    }
}
