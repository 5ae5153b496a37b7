using JumpingVpn.Features.Documents;

namespace JumpingVpn.Features.UnitTests.Documents;

public sealed class DescriptionCheckTests
{
    private const string Rest = "\n  Scenario: S\n    Given x\n";

    [Theory]
    [InlineData("Scenrio: must hold", "Scenario")]
    [InlineData("Scenario Outlin: x", "Scenario Outline")]
    [InlineData("scenario: x", "Scenario")]
    [InlineData("Scenario : x", "Scenario")]
    [InlineData("Scenario：x", "Scenario")]
    [InlineData("Backgruond:", "Background")]
    [InlineData("Exampels:", "Examples")]
    [InlineData("Rul: x", "Rule")]
    [InlineData("\u200BScenario: x", "Scenario")]
    public void A_header_that_is_misspelled_is_an_error_with_the_nearest_keyword(string line, string keyword)
    {
        FeatureError error = Try.Parse($"Feature: F\n  About it.\n\n  # a comment\n  {line}\n    Given y\n{Rest}")
            .Errors.Should()
            .ContainSingle()
            .Which;

        (error.Line, error.Column).Should().Be((5, 3));
        error
            .Message.Should()
            .Contain("is not a keyword here, so everything that follows would be free text")
            .And.Contain($"write `{keyword}:`")
            .And.EndWith("begin the line with another word");
    }

    [Theory]
    [InlineData("Given x")]
    [InlineData("and so on")]
    [InlineData("THEN it ends")]
    [InlineData("Given\u00A0x")]
    [InlineData("Given\tx")]
    [InlineData("Then,x")]
    [InlineData("When\"x\"")]
    [InlineData("But")]
    public void A_step_where_there_can_be_none_is_an_error(string line)
    {
        Try.Parse($"Feature: F\n  {line}\n{Rest}")
            .Errors.Single()
            .ToString()
            .Should()
            .StartWith(
                "features/try.feature:2:3: the line is free text, not a step, because steps belong in a scenario: move it below `Scenario:`"
            );
        Try.Parse($"Feature: F\n  Rule: R\n    {line}\n{Rest}").Errors.Should().ContainSingle().Which.Line.Should().Be(3);
        Try.Parse($"Feature: F\n  Scenario Outline: O\n    Given <a>\n    Examples:\n    {line}\n      | a |\n      | 1 |\n")
            .Errors.Should()
            .ContainSingle()
            .Which.Line.Should()
            .Be(5);
    }

    [Theory]
    [InlineData("given y", "write `Given `")]
    [InlineData("Given\u00A0y", "write `Given ` (the line has a non-breaking space at column 10)")]
    [InlineData("Wehn it rains", "did you mean `When`?")]
    [InlineData("Givven y", "did you mean `Given`?")]
    [InlineData("Tjen y", "did you mean `Then`?")]
    [InlineData("Scenrio: y", "write `Scenario:`")]
    public void A_step_of_a_scenario_that_is_misspelled_is_an_error(string line, string help)
    {
        FeatureError scenario = Try.Parse($"Feature: F\n  Scenario: S\n    {line}\n    Given x\n").Errors.Should().ContainSingle().Which;
        (scenario.Line, scenario.Column).Should().Be((3, 5));
        scenario.Message.Should().Contain(help);

        Try.Parse($"Feature: F\n  Background:\n    {line}\n    Given x\n{Rest}").Errors.Should().ContainSingle().Which.Line.Should().Be(3);
    }

    [Theory]
    [InlineData("They go on, Then as now.")]
    [InlineData("Than this nothing is better.")]
    [InlineData("The edges are exact: at its end it is gone.")]
    [InlineData("Note: this is text.")]
    [InlineData("* Given in a list")]
    [InlineData("https://example.org: a link")]
    [InlineData("- When in a list")]
    [InlineData("Whenever it rains, it pours.")]
    public void Plain_text_may_stand_in_every_description(string line)
    {
        Try.Parse(
                $"Feature: F\n  {line}\n  Rule: R\n    {line}\n    Background:\n      {Indented(line)}\n      Given x\n"
                    + $"    Scenario Outline: S\n      {Indented(line)}\n      Given <a>\n      Examples:\n        "
                    + $"{line}\n        | a |\n        | 1 |\n"
            )
            .Errors.Should()
            .BeEmpty();
    }

    [Theory]
    [InlineData("skipped,", "but hooks are called", 0)]
    [InlineData("skipped.", "but hooks are called", 1)]
    [InlineData("skipped,\n", "but hooks are called", 1)]
    [InlineData("skipped,", "scenario: hooks are called", 1)]
    public void A_line_may_go_on_after_a_comma_with_any_word(string above, string line, int errors) =>
        Try.Parse($"Feature: F\n  Scenario: S\n    All steps are {above}\n    {line}\n\n    Given x\n").Errors.Should().HaveCount(errors);

    [Fact]
    public void Keywords_are_those_of_the_language()
    {
        const string Head = "# language: de\nFunktionalität: F\n";
        const string Body = "\n  Szenario: S\n    Angenommen x\n";

        Try.Parse($"{Head}  Given this, that.\n  Scenrio: x{Body}").Errors.Should().ContainSingle().Which.Line.Should().Be(4);
        Try.Parse($"{Head}  Wenn es regnet{Body}").Errors.Should().ContainSingle();
        Try.Parse($"{Head}  Szenraio: x{Body}").Errors.Single().Message.Should().Contain("write `Szenario:`");
        Try.Parse($"{Head}  Wann es regnet{Body}").Errors.Should().BeEmpty();
    }

    // A star below the title of a scenario is a step.
    private static string Indented(string line) => line.TrimStart('*', ' ').Replace("Given in", "As in", StringComparison.Ordinal);
}
