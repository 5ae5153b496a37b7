using JumpingVpn.Features.Documents;

namespace JumpingVpn.Features.UnitTests.Documents;

public sealed class FeatureErrorTests
{
    [Theory]
    [InlineData("", "features/try.feature:1: the file holds no feature: expected `Feature:` and a title")]
    [InlineData("# only a comment\n", "features/try.feature:1: the file holds no feature: expected `Feature:` and a title")]
    [InlineData("hello\n", "features/try.feature:1:1: expected a tag or `Feature:`, but found `hello`")]
    [InlineData(
        "Featur: F\n  Scenario: S\n    Given x\n    When y\n",
        "features/try.feature:1:1: expected a tag or `Feature:`, but found `Featur: F`; did you mean `Feature:`?"
    )]
    [InlineData("Feature: F\n", "features/try.feature:1:1: the feature has no scenario: expected `Scenario:` and its steps")]
    [InlineData("Feature: F\n  Rule: R\n", "features/try.feature:2:3: the rule \"R\" has no scenario")]
    [InlineData(
        "Feature: F\n  Scenario: S\n",
        "features/try.feature:2:3: the scenario \"S\" has no steps, so it would pass without proving anything"
    )]
    [InlineData("Feature:\n  Scenario: S\n    Given x\n", "features/try.feature:1:1: `Feature:` needs a title after it")]
    [InlineData("Feature: F\n  Scenario:\n    Given x\n", "features/try.feature:2:3: `Scenario:` needs a title after it")]
    [InlineData(
        "# language: tlh-x\nFeature: F\n",
        "features/try.feature:1:1: the language in `# language: tlh-x` is not known; write e.g. `# language: de`"
    )]
    [InlineData("@a b\nFeature: F\n", "features/try.feature:1:1: a tag must not contain blanks: `@a b`")]
    public void A_broken_file_names_line_and_what_was_expected(string text, string expected)
    {
        Try.Parse(text).Errors.Select(error => error.ToString()).Should().Equal(expected);
    }

    [Fact]
    public void A_misspelled_keyword_lists_what_could_stand_there()
    {
        FeatureError error = Try.Parse("Feature: F\n  Scenario: S\n    Given x\n    Wehn y\n").Errors.Single();

        error.Should().BeEquivalentTo(new { Line = 4, Column = 5 });
        error
            .Message.Should()
            .Be(
                "expected a table row (`| … |`), a doc string (`\"\"\"`), "
                    + "a step (`Given`, `When`, `Then`, `And`, `But` or `*`), a tag, `Examples:`, `Scenario:` or "
                    + "`Rule:`, but found `Wehn y`; did you mean `When`?"
            );
    }

    [Fact]
    public void All_syntax_errors_are_told_at_once()
    {
        Try.Parse("Feature: F\n  Scenario: S\n    Given x\n    nonsense\n    more\n")
            .Errors.Select(error => error.Line)
            .Should()
            .Equal(4, 5);
    }

    [Fact]
    public void Comments_and_empty_lines_in_a_table_are_no_rows()
    {
        string text = "Feature: F\n  Scenario: S\n    Given x\n      # what\n      | a | b \\| c |\n\n      # and\n      | 1 |\n";

        Try.Parse(text).Errors.Single().ToString().Should().EndWith("the row `| 1 |` has 1 cell, and the first row of its table 2 cells");
    }

    [Fact]
    public void A_row_with_too_many_cells_is_named()
    {
        FeatureError error = Try.Parse("Feature: F\n  Scenario: S\n    Given x\n      | a | b |\n      | 1 | 2 | 3 |\n").Errors.Single();

        error
            .ToString()
            .Should()
            .Be("features/try.feature:5:7: the row `| 1 | 2 | 3 |` has 3 cells, and the first row of its table 2 cells");
    }

    [Fact]
    public void A_doc_string_that_is_not_closed_is_found_at_the_end()
    {
        FeatureError error = Try.Parse("Feature: F\n  Scenario: S\n    Given x\n      \"\"\"\n      text\n").Errors.Single();

        error.Message.Should().StartWith("the file ends here, but").And.Contain("a doc string");
    }

    [Theory]
    [InlineData("The socket dies", "The socket dies")]
    [InlineData("The socket dies", "the Socket dies!")]
    [InlineData("One-way partition", "One way partition")]
    public void Titles_that_Reqnroll_could_not_tell_apart_clash(string first, string second)
    {
        FeatureFile file = Try.Parse(
            $"Feature: F\n  Rule: A\n    Scenario: {first}\n      Given x\n  Rule: B\n    Scenario: {second}\n      Given x\n"
        );

        file.Errors.Single()
            .ToString()
            .Should()
            .StartWith($"features/try.feature:6:5: the title \"{second}\" clashes with \"{first}\" in line 3");
        file.Scenarios.Select(scenario => scenario.Name).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Text_without_any_meaning_is_an_error_and_no_crash()
    {
        var random = new Random(2);
        const string Alphabet = "Feature: Scenario Given |\"\"\" @<>\n\n\n\t#\\*é";
        for (int i = 0; i < 300; i++)
        {
            string text = string.Concat(Enumerable.Range(0, 200).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
            Try.Parse(text).Errors.Should().NotBeEmpty();
        }
    }
}
