using JumpingVpn.Features.Tags;

namespace JumpingVpn.Features.UnitTests.Tags;

public sealed class TagExpressionTests
{
    [Theory]
    [InlineData("@a", "@a", true)]
    [InlineData("@a", "@A", false)]
    [InlineData("not @a", "@b", true)]
    [InlineData("@a and @b", "@a", false)]
    [InlineData("@a and @b", "@a @b", true)]
    [InlineData("@a or @b", "@b", true)]
    [InlineData("@a or @b and @c", "@a", true)]
    [InlineData("(@a or @b) and @c", "@a", false)]
    [InlineData("not @a and @b", "@b", true)]
    [InlineData("not (@a and @b)", "@b", true)]
    [InlineData("not not @a", "@a", true)]
    [InlineData("@nat and not (@slow or @udp)", "@nat @quick", true)]
    [InlineData("@nat and not(@slow or @udp)", "@nat @udp", false)]
    [InlineData("", "", true)]
    [InlineData("  ", "@a", true)]
    [InlineData("@a\\(1\\)", "@a(1)", true)]
    public void It_decides(string expression, string tags, bool expected)
    {
        TagExpression.Parse(expression).Matches(tags.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Should().Be(expected);
    }

    [Theory]
    [InlineData("@a @b", "expected `and`, `or` or the end at column 4 of the tag expression \"@a @b\", but found `@b`")]
    [InlineData("@a and", "the tag expression \"@a and\" ends where a tag, `not` or `(` was expected")]
    [InlineData("and @a", "expected a tag, `not` or `(` at column 1 of the tag expression \"and @a\", but found `and`")]
    [InlineData("(@a or @b", "the tag expression \"(@a or @b\" ends where `and`, `or` or `)` was expected")]
    [InlineData("@a)", "expected `and`, `or` or the end at column 3 of the tag expression \"@a)\", but found `)`")]
    [InlineData("()", "expected a tag, `not` or `(` at column 2 of the tag expression \"()\", but found `)`")]
    [InlineData(
        "@a and slow",
        "`slow` at column 8 of the tag expression \"@a and slow\" is neither a tag "
            + "nor `and`, `or`, `not` or a parenthesis; did you mean `@slow`?"
    )]
    public void A_malformed_expression_says_where_and_what_was_expected(string expression, string message)
    {
        TagExpression.TryParse(expression, out TagExpression? none, out string? error).Should().BeFalse();
        none.Should().BeNull();
        error.Should().Be(message);
        FluentActions.Invoking(() => TagExpression.Parse(expression)).Should().Throw<FormatException>().WithMessage(message);
    }

    [Fact]
    public void Endless_nesting_is_refused_before_the_stack_ends()
    {
        TagExpression.TryParse(new string('(', 100_000) + "@a", out _, out string? error).Should().BeFalse();
        error.Should().StartWith("expected no more than 100 parts inside one another");
    }

    [Fact]
    public void It_shows_how_it_was_understood()
    {
        TagExpression.Parse("@a or not @b and @c").ToString().Should().Be("( @a or ( not ( @b ) and @c ) )");
    }
}
