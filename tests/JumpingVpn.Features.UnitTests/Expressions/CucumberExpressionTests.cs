using System.Text.RegularExpressions;
using JumpingVpn.Features.Expressions;

namespace JumpingVpn.Features.UnitTests.Expressions;

public sealed class CucumberExpressionTests
{
    private static readonly ParameterTypes Types = new([typeof(DayOfWeek)], [], _ => { });

    [Theory]
    [InlineData("three mice", "three mice")]
    [InlineData("{int} mice", "-3 mice", "-3")]
    [InlineData("{int}{word}", "3mice", "3", "mice")]
    [InlineData("{float} %", "0.5 %", "0.5")]
    [InlineData("{float} %", ".5 %", ".5")]
    [InlineData("{double} %", "1e-3 %", "1e-3")]
    [InlineData("say {string}", "say \"a 'b' c\"", "a 'b' c")]
    [InlineData("say {string}", "say 'a \"b\" c'", "a \"b\" c")]
    [InlineData("say {string}", "say \"\"", "")]
    [InlineData("say {string} to {string}", "say \"a\" to \"b\"", "a", "b")]
    [InlineData("a {word} b", "a x-1 b", "x-1")]
    [InlineData("a {} b", "a x y b", "x y")]
    [InlineData("on {DayOfWeek}", "on friday", "friday")]
    [InlineData("{int} message(s)", "1 message", "1")]
    [InlineData("{int} message(s)", "2 messages", "2")]
    [InlineData("is/are sent", "are sent")]
    [InlineData("one more/less", "one less")]
    [InlineData("mouse/mice(!)", "mice!")]
    [InlineData("{int}th/nd of", "2nd of", "2")]
    [InlineData("a \\(b\\) \\{c} d\\/e \\\\", "a (b) {c} d/e \\")]
    [InlineData("a.b*c+d?e|f[g]", "a.b*c+d?e|f[g]")]
    [InlineData("5 %", "5 %")]
    public void It_matches(string expression, string text, params string[] arguments)
    {
        var match = Regex.Match(text, CucumberExpression.Translate(expression, Types).Strict);

        match.Success.Should().BeTrue();
        match.Groups.Values.Skip(1).Where(group => group.Success).Select(group => group.Value).Should().Equal(arguments);
    }

    [Theory]
    [InlineData("three mice", "three mice ")]
    [InlineData("{int} mice", "3.5 mice")]
    [InlineData("{int} mice", "three mice")]
    [InlineData("say {string}", "say \"a")]
    [InlineData("say {string}", "say \"a'")]
    [InlineData("a {word} b", "a x y b")]
    [InlineData("one more/less", "one moreless")]
    [InlineData("a.b", "axb")]
    public void It_does_not_match(string expression, string text)
    {
        Regex.IsMatch(text, CucumberExpression.Translate(expression, Types).Strict).Should().BeFalse();
    }

    [Theory]
    [InlineData("{intt} mice", "there is no parameter type {intt}; did you mean \"int\"*")]
    [InlineData("{bool}", "there is no parameter type {bool}*")]
    [InlineData("a {int", "a parameter is not closed: expected `}`*")]
    [InlineData("a (b", "an optional text is not closed: expected `)`*")]
    [InlineData("a ()", "an optional text `()` must not be empty*")]
    [InlineData("a ({int})", "an optional text must not contain `{`*")]
    [InlineData("a (b(c))", "an optional text must not contain `(`*")]
    [InlineData("a (b/c)", "an optional text must not contain `/`*")]
    [InlineData("a /b", "the text on both sides of a `/` must not be empty or optional*")]
    [InlineData("a b/", "the text on both sides of a `/` must not be empty or optional*")]
    [InlineData("a b/(c)", "the text on both sides of a `/` must not be empty or optional*")]
    [InlineData("a \\b", "only `{`, `}`, `(`, `)`, `/`, `\\` and blanks can stand behind `\\`*")]
    [InlineData("a \\", "only `{`, `}`, `(`, `)`, `/`, `\\` and blanks can stand behind `\\`*")]
    [InlineData("{in t(}", "a parameter must not contain `(`*")]
    public void A_malformed_expression_says_what_is_wrong(string expression, string message)
    {
        var translate = () => CucumberExpression.Translate(expression, Types);

        translate.Should().Throw<FormatException>().WithMessage(message);
    }

    [Fact]
    public void An_argument_that_does_not_fit_is_told_from_another_step()
    {
        var patterns = CucumberExpression.Translate("{int} mice on {DayOfWeek}", Types);

        patterns.Misfits("few mice on Friday").Select(misfit => $"{misfit.Argument} {misfit.Type.Name}").Should().Equal("few int");
        patterns.Misfits("few cats on Friday").Should().BeEmpty();
        CucumberExpression.Translate("{int} {word}", Types).Misfits("anything goes").Should().BeEmpty();
    }
}
