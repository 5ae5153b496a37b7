using JumpingVpn.Features.Reporting;
using JumpingVpn.Features.Vocabulary;

namespace JumpingVpn.Features.UnitTests.Reporting;

public sealed class StepSnippetTests
{
    [Theory]
    [InlineData("Given a plain step", "[Given(\"a plain step\")]", "GivenAPlainStep()")]
    [InlineData("When \"phone\" sends 3 messages", "[When(\"{string} sends {int} messages\")]", "WhenSendsMessages(string p0, int p1)")]
    [InlineData("Then 29.999 s pass", "[Then(\"{float} s pass\")]", "ThenSPass(float p0)")]
    [InlineData("Given -5 and 'x'", "[Given(\"{int} and {string}\")]", "GivenAnd(int p0, string p1)")]
    [InlineData("Given a/b (c) {d} \\", "[Given(\"a\\\\/b \\\\(c\\\\) \\\\{d\\\\} \\\\\\\\\")]", "GivenABCD()")]
    [InlineData("Given ipv4 don't 10.0.0.1", "[Given(\"ipv4 don't 10.0.0.1\")]", "GivenIpv4DonT10001()")]
    [InlineData("Given costs 5$", "[Given(\"costs {int}$\", ExpressionType = ExpressionType.CucumberExpression)]", "GivenCosts(int p0)")]
    [InlineData("Given rows\n| a |", "[Given(\"rows\")]", "GivenRows(DataTable table)")]
    [InlineData("Given text\n\"\"\"\na\n\"\"\"", "[Given(\"text\")]", "GivenText(string docString)")]
    public void The_expression_is_guessed(string step, string attribute, string method)
    {
        var snippet = StepSnippet.For(Try.Steps(step.Split('\n')).Steps[0]);

        snippet.Should().Be($"{attribute}\npublic void {method}\n{{\n    throw new PendingStepException();\n}}\n");
    }

    [Fact]
    public void A_method_like_the_guessed_one_serves_the_step()
    {
        // What the snippets above say, taken over by hand: the step must no longer be undefined.
        var vocabulary = StepVocabulary.From([typeof(Pasted)]);

        foreach (var step in new[] { "Given a/b (c) {d} \\", "Given costs 5$", "When \"phone\" sends 3 messages" })
        {
            Running.ScenarioRunnerTests.Outcome(Try.Steps(step), vocabulary).Should().Be(Gherkin.Running.ScenarioOutcome.Pending);
        }
    }

    [Binding]
    public sealed class Pasted
    {
        [Given("a\\/b \\(c\\) \\{d\\} \\\\")]
        public void GivenABCD() => throw new PendingStepException();

        [Given("costs {int}$", ExpressionType = ExpressionType.CucumberExpression)]
        public void GivenCosts(int p0) => throw new PendingStepException($"{p0}");

        [When("{string} sends {int} messages")]
        public void WhenSendsMessages(string p0, int p1) => throw new PendingStepException($"{p0}{p1}");
    }
}
