using JumpingVpn.Features.Documents;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Features.UnitTests.Documents;

public sealed class FeatureFileTests
{
    [Fact]
    public void Background_steps_of_feature_and_rule_stand_before_the_steps_of_the_scenario()
    {
        Scenario scenario = Try.Scenario(
            """
            Feature: F
              Background:
                Given one
              Rule: R
                Background:
                  And two
                Scenario: S
                  When three
                  But four
                  * five
                  Then six
            """
        );

        scenario.Rule.Should().Be("R");
        scenario
            .Steps.Select(step => $"{step.Line} {step.Keyword} [{step.Kind}] {step.Text}")
            .Should()
            .Equal(
                "3 Given [Given] one",
                "6 And [Given] two",
                "8 When [When] three",
                "9 But [When] four",
                "10 * [When] five",
                "11 Then [Then] six"
            );
    }

    [Fact]
    public void A_rule_needs_no_title()
    {
        Scenario scenario = Try.Scenario("Feature: F\n  Rule:\n    Background:\n      Given one\n    Scenario: S\n      When two\n");

        scenario.Rule.Should().BeEmpty();
        scenario.Steps.Select(step => step.Text).Should().Equal("one", "two");
    }

    [Fact]
    public void Tags_come_down_from_feature_rule_scenario_and_examples()
    {
        Scenario scenario = Try.Scenario(
            """
            @a
            Feature: F
              @b
              Rule: R
                @c @a
                Scenario Outline: S <n>
                  Given <n>
                  @d
                  Examples:
                    | n |
                    | 1 |
            """
        );

        scenario.Tags.Should().Equal("@a", "@b", "@c", "@d");
        scenario.OwnTags.Should().Equal("@c", "@a", "@d");
        scenario.InheritedTags.Should().Equal("@a", "@b");
        scenario.IsIgnored.Should().BeFalse();
    }

    [Fact]
    public void A_doc_string_and_a_table_belong_to_their_step()
    {
        Scenario scenario = Try.Scenario(
            "Feature: F\n  Scenario: S\n    Given text\n      \"\"\"json\n      {\n        1\n      \"\"\"\n"
                + "    And rows\n      | a | b \\| c |\n      | 1 |  |\n"
        );

        scenario.Steps[0].DocString.Should().Be("{\n  1");
        scenario.Steps[0].Table.Should().BeNull();
        scenario.Steps[1].Table!.Header.Cells.Should().Equal("a", "b | c");
        scenario.Steps[1].Table!.Rows.Single().Should().BeEquivalentTo(new StepTableRow(10, ["1", ""], [9, 14]));
    }

    [Fact]
    public void Line_ends_of_windows_make_no_difference()
    {
        const string Text = "Feature: F\n  why\n\n  Scenario: S\n    Given x\n      \"\"\"\n      a\n      b\n      \"\"\"\n";

        Scenario unix = Try.Scenario(Text);
        Scenario windows = Try.Scenario(Text.Replace("\n", "\r\n", StringComparison.Ordinal));

        windows.Steps.Should().Equal(unix.Steps);
        windows.Feature.Should().BeEquivalentTo(unix.Feature);
        windows.Name.Should().Be("S");
    }

    [Fact]
    public void Keywords_may_be_in_another_language()
    {
        Scenario scenario = Try.Scenario(
            "# language: de\nFunktionalität: F\n  Grundlage:\n    Angenommen a\n  Szenario: S\n    Wenn b\n    Und c\n    Dann d\n"
        );

        scenario.Feature.Language.Should().Be("de");
        scenario.Steps.Select(step => step.Kind).Should().Equal(StepKind.Given, StepKind.When, StepKind.When, StepKind.Then);
        scenario.Steps.Select(step => step.Keyword).Should().Equal("Angenommen", "Wenn", "Und", "Dann");
    }

    [Fact]
    public void A_file_is_read_as_utf8_with_or_without_a_byte_order_mark()
    {
        using var directory = new TemporaryDirectory();
        string plain = directory.Write("a.feature", "Feature: é\n  Scenario: S\n    Given x\n"u8);
        string marked = directory.Write("b.feature", [0xEF, 0xBB, 0xBF, .. "Feature: é\n  Scenario: S\n    Given x\n"u8]);

        foreach (string path in new[] { plain, marked })
        {
            var file = FeatureFile.Load(path);
            file.Errors.Should().BeEmpty();
            file.Feature!.Name.Should().Be("é");
            file.FullPath.Should().Be(path);
        }
    }

    [Fact]
    public void The_description_is_kept_without_its_indentation()
    {
        Scenario scenario = Try.Scenario("Feature: F\n  One line.\n    * Another.\n\n  Scenario: S\n    Given x\n");

        scenario.Feature.Description.Should().Be("One line.\n* Another.");
    }
}
