using JumpingVpn.Features.Documents;

namespace JumpingVpn.Features.UnitTests.Documents;

public sealed class OutlineTests
{
    [Fact]
    public void Each_row_is_a_scenario_with_its_own_line_name_and_values()
    {
        FeatureFile file = Try.Parse(
            """
            Feature: F
              Scenario Outline: After <silence> it is <outcome>
                Given <silence>
                  | column    |
                  | <outcome> |
                And text
                  ""\"
                  <outcome> <other>
                  ""\"

                Examples: alive
                  | silence | outcome  |
                  | 1 s     | accepted |

                @edge
                Examples: dead
                  | silence | outcome   |
                  | 30 s    | <silence> |
            """.Replace("\\\"", "\"", StringComparison.Ordinal)
        );

        file.Errors.Should().BeEmpty();
        file.Scenarios.Select(row => (row.Line, row.Name))
            .Should()
            .Equal((13, "After 1 s it is accepted"), (18, "After 30 s it is <silence>"));
        file.Scenarios[1].Steps[0].Table!.Rows[0].Cells.Should().Equal("<silence>");
        file.Scenarios[1].Steps[1].DocString.Should().Be("<silence> <other>");
        file.Scenarios[1].Tags.Should().Equal("@edge");
        file.Scenarios[1].Arguments.Should().Equal(KeyValuePair.Create("silence", "30 s"), KeyValuePair.Create("outcome", "<silence>"));
        file.Scenarios[1].Title.Should().Be("After <silence> it is <outcome>");
        file.Scenarios[0].TitleLine.Should().Be(2);
    }

    [Fact]
    public void A_row_under_every_combination_stands_for_all_of_its_values_and_the_last_column_changes_fastest()
    {
        FeatureFile file = Combined("| 1 s, 2 s | a | x,y |", "| 3 s | b | z |");

        file.Errors.Should().BeEmpty();
        file.Scenarios.Select(static it => string.Join('-', it.Arguments.Select(static argument => argument.Value)))
            .Should()
            .Equal("1 s-a-x", "1 s-a-y", "2 s-a-x", "2 s-a-y", "3 s-b-z");
        file.Scenarios.Select(static it => it.Line).Should().Equal(7, 7, 7, 7, 8);
        file.Scenarios[1].Steps[0].Text.Should().Be("1 s a y");
        file.Blocks.Select(static block => (block.FirstLine, block.Scenarios.Count))
            .Should()
            .Contain([(4, 5), (7, 4), (8, 1)], "the line of a row selects all of its combinations");
    }

    [Theory]
    [InlineData("| 1 s,, 2 s | a | x |", "features/try.feature:7:7: `1 s, , 2 s` lists an empty value: write one between two commas")]
    [InlineData("| 1 s, | a | x |", "features/try.feature:7:7: `1 s, ` lists an empty value")]
    public void A_gap_in_a_list_is_an_error(string row, string error)
    {
        Combined(row).Errors.Select(static it => it.ToString()).Should().Contain(it => it.StartsWith(error, StringComparison.Ordinal));
    }

    [Fact]
    public void A_row_that_stands_for_too_many_combinations_is_an_error()
    {
        string many = string.Join(", ", Enumerable.Range(1, 100));

        Combined($"| {many} | {many} | {many} |").Errors.Should().Contain(it => it.Message.Contains("more than 100000"));
    }

    [Fact]
    public void Without_the_tag_a_comma_is_a_comma()
    {
        FeatureFile file = Try.Parse("Feature: F\n  Scenario Outline: S\n    Given <a>\n    Examples:\n      | a |\n      | 1 s, 2 s |\n");

        file.Scenarios.Should().ContainSingle().Which.Steps[0].Text.Should().Be("1 s, 2 s");
    }

    [Fact]
    public void A_title_without_placeholders_gets_the_values_of_the_row()
    {
        Names("The edge", "| 1 | a |", "| 2 | b |").Should().Equal("The edge (1, a)", "The edge (2, b)");
    }

    [Fact]
    public void A_title_whose_placeholders_do_not_tell_the_rows_apart_gets_the_values_as_well()
    {
        Names("Edge <x>", "| 1 | a |", "| 1 | b |", "| 2 | c |").Should().Equal("Edge 1 (1, a)", "Edge 1 (1, b)", "Edge 2 (2, c)");
    }

    [Fact]
    public void Equal_rows_are_numbered()
    {
        Names("Edge", "| 1 | a |", "| 1 | a |", "| 1 | a |").Should().Equal("Edge (1, a)", "Edge (1, a) #2", "Edge (1, a) #3");
    }

    [Theory]
    [InlineData("Scenario Outline: S\n    Given <a>", "2:3: the outline \"S\" has no `Examples:`")]
    [InlineData("Scenario Outline: S\n    Given <a>\n    Examples:", "4:5: `Examples:` of \"S\" has no rows, so nothing would be run")]
    [InlineData(
        "Scenario Outline: S\n    Given <a>\n    Examples:\n      | a |",
        "4:5: `Examples:` of \"S\" has no rows, so nothing would be run"
    )]
    [InlineData(
        "Scenario Outline: S\n    Given <a>\n    Examples:\n      | a | a |\n      | 1 | 2 |",
        "5:7: the column \"a\" appears in this table more than once"
    )]
    [InlineData(
        "Scenario Outline: S\n    Given <silnce>\n    Examples:\n      | silence |\n      | 1 |",
        "3:5: `<silnce>` is not a column of the examples; did you mean \"silence\"?"
    )]
    public void An_outline_that_proves_nothing_is_an_error(string text, string expected)
    {
        Try.Parse($"Feature: F\n  {text}\n")
            .Errors.Select(error => error.ToString())
            .First()
            .Should()
            .Be($"features/try.feature:{expected}");
    }

    private static IEnumerable<string> Names(string title, params string[] rows)
    {
        FeatureFile file = Try.Parse(
            $"Feature: F\n  Scenario Outline: {title}\n    Given <x>\n"
                + $"    Examples:\n      | x | y |\n      {string.Join("\n      ", rows)}\n"
        );
        file.Errors.Should().BeEmpty();
        return file.Scenarios.Select(scenario => scenario.Name);
    }

    [Theory]
    [InlineData("Given \"< a >\" and <a>")]
    [InlineData("Given \"<a\" and <a>")]
    public void A_slip_in_a_placeholder_is_an_error(string step) =>
        Errors(step)
            .Should()
            .Equal("features/try.feature:3:5: this is not a placeholder and would not be replaced: write `<a>`, closed and without blanks");

    [Fact]
    public void A_column_may_have_blanks_in_its_name() =>
        Try.Parse("Feature: F\n  Scenario Outline: S\n    Given <a> \"<a b>\"\n    Examples:\n      | a | a b |\n      | 1 | 2   |\n")
            .Errors.Should()
            .BeEmpty();

    private static IEnumerable<string> Errors(string step) =>
        Try.Parse($"Feature: F\n  Scenario Outline: S\n    {step}\n    Examples:\n      | a |\n      | 1 |\n")
            .Errors.Select(error => error.ToString());

    private static FeatureFile Combined(params string[] rows) =>
        Try.Parse(
            "Feature: F\n  Scenario Outline: S\n    Given <a> <b> <c>\n    @every-combination\n    Examples:\n      | a | b | c |\n"
                + string.Concat(rows.Select(static row => $"      {row}\n"))
        );
}
