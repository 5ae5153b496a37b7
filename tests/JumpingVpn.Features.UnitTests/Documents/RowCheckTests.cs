namespace JumpingVpn.Features.UnitTests.Documents;

/// <summary>What stands behind the last bar of a row would be lost without a word.</summary>
public sealed class RowCheckTests
{
    [Theory]
    [InlineData("| name | kind", "4:20: the row does not end with `|`, so `kind` would be left out: close it with `|`")]
    [InlineData("| name | kind  ", "4:20: the row does not end with `|`, so `kind` would be left out: close it with `|`")]
    [InlineData("| name | a\\|", "4:19: the row does not end with `|`, so `` would be left out: close it with `|`")]
    public void A_row_of_a_step_that_is_not_closed_is_an_error(string row, string error) =>
        Errors($"Feature: F\n  Scenario: S\n    Given x\n       {row}\n").Should().Equal($"{Try.Path}:{error}");

    [Fact]
    public void Rows_of_a_background_and_of_Examples_are_held_to_it_too()
    {
        Errors("Feature: F\n  Background:\n    Given x\n      | a | b\n  Scenario: S\n    Given y\n")
            .Should()
            .ContainSingle()
            .Which.Should()
            .Contain(":4:");
        Errors("Feature: F\n  Scenario Outline: S\n    Given <a>\n    Examples:\n      | a | b\n      | 1 | 2\n").Should().HaveCount(2);
    }

    [Fact]
    public void A_row_that_is_closed_is_none() =>
        Errors("Feature: F\n  Scenario: S\n    Given x\n      | a | b \\| c |   \n").Should().BeEmpty();

    private static IEnumerable<string> Errors(string text) => Try.Parse(text).Errors.Select(error => error.ToString());
}
