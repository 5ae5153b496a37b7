using JumpingVpn.Features.Documents;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Features.UnitTests.Documents;

public sealed class FeatureCatalogTests : IDisposable
{
    private const string Text = """
        @top
        Feature: F
          Background:
            Given b
          @first
          Scenario: A
            Given x
          Rule: R
            Scenario Outline: B <n>
              Given <n>
              Examples:
                | n |
                | 1 |
                | 2 |
            Scenario: C
              Given x
        """;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Directories_are_searched_to_the_bottom_in_ordinal_order()
    {
        foreach (string name in new[] { "b/z", "B/a", "a", "b/c/d", "b-1" })
        {
            _directory.Write($"{name}.feature", $"Feature: {name}\n  Scenario: S\n    Given x\n");
        }

        _directory.Write("b/readme.md", "no feature");

        var catalog = FeatureCatalog.Load(_directory.Path);

        catalog.Errors.Should().BeEmpty();
        catalog.Files.Select(file => file.Feature!.Name).Should().Equal("B/a", "a", "b-1", "b/c/d", "b/z");
    }

    [Theory]
    [InlineData(1, "A", "B 1", "B 2", "C")]
    [InlineData(4, "A", "B 1", "B 2", "C")]
    [InlineData(5, "A")]
    [InlineData(7, "A")]
    [InlineData(8, "B 1", "B 2", "C")]
    [InlineData(9, "B 1", "B 2")]
    [InlineData(11, "B 1", "B 2")]
    [InlineData(13, "B 1")]
    [InlineData(14, "B 2")]
    [InlineData(16, "C")]
    public void A_line_selects_the_scenario_the_row_the_rule_or_the_feature_that_it_is_in(int line, params string[] names)
    {
        string path = _directory.Write("x.feature", Text);

        var catalog = FeatureCatalog.Load($"{path}:{line}");

        catalog.Errors.Should().BeEmpty();
        catalog.Scenarios.Select(scenario => scenario.Name).Should().Equal(names);
    }

    [Theory]
    [InlineData(2, "S (1)", "S (2)", "S (3)")]
    [InlineData(3, "S (1)", "S (2)", "S (3)")]
    [InlineData(5, "S (1)")]
    [InlineData(6, "S (1)")]
    [InlineData(7, "S (1)")]
    [InlineData(8, "S (2)", "S (3)")]
    [InlineData(9, "S (2)", "S (3)")]
    [InlineData(10, "S (2)", "S (3)")]
    [InlineData(11, "S (2)", "S (3)")]
    [InlineData(12, "S (2)")]
    [InlineData(13, "S (3)")]
    public void A_line_of_the_tags_the_keyword_or_the_header_of_an_examples_table_selects_its_rows(int line, params string[] names)
    {
        string path = _directory.Write(
            "x.feature",
            "Feature: F\n  Scenario Outline: S\n    Given <n>\n\n    Examples: one\n      | n |\n      | 1 |\n"
                + "    @tag\n    Examples: two\n      Text.\n      | n |\n      | 2 |\n      | 3 |\n"
        );

        FeatureCatalog.Load($"{path}:{line}").Scenarios.Select(scenario => scenario.Name).Should().Equal(names);
    }

    [Fact]
    public void A_file_named_twice_counts_once()
    {
        string path = _directory.Write("x.feature", Text);

        var catalog = FeatureCatalog.Load(_directory.Path, path, $"{path}:13");

        catalog.Files.Should().ContainSingle();
        catalog.Scenarios.Should().HaveCount(4);
    }

    [Fact]
    public void A_path_that_yields_nothing_is_an_error()
    {
        string empty = Directory.CreateDirectory(Path.Combine(_directory.Path, "empty")).FullName;

        FeatureCatalog
            .Load(empty)
            .Errors.Single()
            .ToString()
            .Should()
            .Be($"{empty}: there is no *.feature file in this directory or below it");
        FeatureCatalog.Load("no/such.feature:7").Errors.Single().Message.Should().StartWith("the feature file cannot be read:");
        FeatureCatalog
            .Load($"{empty}:3")
            .Errors.Single()
            .ToString()
            .Should()
            .Be($"{empty}: this is a folder, so it has no line 3; name a file, or the folder alone");
        FeatureCatalog
            .Load("a\0b")
            .Errors.Single()
            .ToString()
            .Should()
            .Be("'a\\0b': this is not a path; name a feature file, a folder, or FILE:LINE");
        FeatureCatalog
            .Load("")
            .Errors.Single()
            .ToString()
            .Should()
            .Be("'': this is not a path; name a feature file, a folder, or FILE:LINE");
    }

    [Theory]
    [InlineData("17", "there is no scenario at this line: the file ends at line 16")]
    [InlineData("99999", "there is no scenario at this line: the file ends at line 16")]
    [InlineData("0", "there is no scenario at this line")]
    [InlineData("-1", "'-1' is not a line number; write FILE:LINE, for example *x.feature:12")]
    [InlineData("abc", "'abc' is not a line number; write FILE:LINE, for example *x.feature:12")]
    public void A_line_that_is_not_there_is_an_error_and_runs_nothing(string line, string error)
    {
        string path = _directory.Write("x.feature", Text);

        var catalog = FeatureCatalog.Load($"{path}:{line}");

        catalog.Errors.Should().ContainSingle().Which.Message.Should().Match(error);
        catalog.Scenarios.Should().BeEmpty();
    }

    [Fact]
    public void A_broken_file_does_not_hide_the_others()
    {
        _directory.Write("a.feature", "nonsense");
        _directory.Write("b.feature", Text);

        var catalog = FeatureCatalog.Load(_directory.Path);

        catalog.Errors.Should().ContainSingle().Which.Path.Should().EndWith("/a.feature");
        catalog.Scenarios.Should().HaveCount(4);
    }

    [Fact]
    public void Two_features_of_one_directory_need_different_titles()
    {
        _directory.Write("a.feature", Text);
        _directory.Write("b.feature", Text);
        _directory.Write("c/d.feature", Text);

        FeatureCatalog
            .Load(_directory.Path)
            .Errors.Should()
            .ContainSingle()
            .Which.Message.Should()
            .Contain("the title \"F\" clashes with that of");
    }

    [Fact]
    public void The_features_of_this_repository_are_sound()
    {
        var catalog = FeatureCatalog.Load(RepositoryFiles.PathOf("features"));

        catalog.Errors.Should().BeEmpty();
        catalog.Scenarios.Should().NotBeEmpty();
    }
}
