using JumpingVpn.Features.Expressions;

namespace JumpingVpn.Features.UnitTests.Expressions;

public sealed class ExpressionClassifierTests
{
    // Left column: what Reqnroll 3.3.3 took them for.
    [Theory]
    [InlineData(false, "^there are things$")]
    [InlineData(false, "^there are {int} things")]
    [InlineData(false, "there are {int} things$")]
    [InlineData(true, "there are {int} things")]
    [InlineData(true, "there are {} things")]
    [InlineData(true, "there are {int} things and (.*)")]
    [InlineData(false, "there are (.*) things")]
    [InlineData(false, "there are (\\d+) things")]
    [InlineData(false, "there are ([a-z]+) things")]
    [InlineData(false, "there are .* things")]
    [InlineData(false, "there are \\d+ things")]
    [InlineData(false, "this ends\\.")]
    [InlineData(true, "it is (red|blue)")]
    [InlineData(true, "thing(s)")]
    [InlineData(true, "plain")]
    public void The_text_decides_what_it_is(bool isCucumberExpression, string expression)
    {
        ExpressionClassifier.IsCucumberExpression(expression).Should().Be(isCucumberExpression);
    }
}
