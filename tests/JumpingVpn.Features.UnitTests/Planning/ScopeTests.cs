using JumpingVpn.Features.Running;

namespace JumpingVpn.Features.UnitTests.Planning;

public sealed class ScopeTests
{
    private const string Text = """
        @top
        Feature: F
          Scenario: plain
            Given x
          @slow
          Scenario: slow
            Given x
          @other
          Scenario: other
            Given x
          Scenario Outline: outline <n>
            Given x
            @slow @fast
            Examples:
              | n |
              | 1 |
        """;

    [Theory]
    [InlineData(0, "everywhere")]
    [InlineData(1, "slow")]
    [InlineData(2, "one of two")]
    [InlineData(3, "outline")]
    public void The_step_with_the_closest_scope_wins(int index, string expected)
    {
        var log = new List<string>();

        ScenarioResult result = Try.Run(
            Try.Scenario(Text, index),
            log,
            typeof(Everywhere),
            typeof(Slow),
            typeof(OneOfTwo),
            typeof(Outline),
            typeof(Elsewhere)
        );

        result.Outcome.Should().Be(ScenarioOutcome.Passed, result.Message);
        log.Should().Equal(expected);
    }

    [Binding]
    public sealed class Everywhere(List<string> log)
    {
        [Given("x")]
        public void X() => log.Add("everywhere");
    }

    [Binding]
    [Scope(Tag = "@slow")]
    public sealed class Slow(List<string> log)
    {
        [Given("x")]
        public void X() => log.Add("slow");
    }

    [Binding]
    public sealed class OneOfTwo(List<string> log)
    {
        [Given("x")]
        [Scope(Tag = "none")]
        [Scope(Tag = "other", Feature = "F")]
        public void X() => log.Add("one of two");
    }

    [Binding]
    [Scope(Tag = "slow", Scenario = "outline <n>")]
    public sealed class Outline(List<string> log)
    {
        [Given("x")]
        public void X() => log.Add("outline");
    }

    [Binding]
    [Scope(Tag = "slow", Feature = "G")]
    public sealed class Elsewhere(List<string> log)
    {
        [Given("x")]
        public void X() => log.Add("elsewhere");
    }
}
