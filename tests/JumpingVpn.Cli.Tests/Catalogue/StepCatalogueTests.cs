using JumpingVpn.Cli.Catalogue;
using JumpingVpn.Cli.Tests.Scenarios;
using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.Features.Vocabulary;
using JumpingVpn.Steps;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Catalogue;

public class StepCatalogueTests
{
    [Fact]
    public void The_plain_catalogue_has_a_sentence_its_meaning_and_its_example()
    {
        using var vocabulary = StepVocabulary.From([typeof(PlainSteps)]);

        PlainCatalogue
            .Write(vocabulary, new StepUses("nowhere", vocabulary), [])
            .Should()
            .StartWith("Given all is well\n    Does nothing.\n    e.g. Given all is well\n")
            .And.Contain("When {int} s pass\n    Waits.\n");
    }

    [Fact]
    public void A_sentence_without_an_example_of_its_own_shows_its_first_use_in_the_features()
    {
        using TemporaryDirectory directory = new();
        directory.Write("a.feature", "Feature: A\n  Scenario: One\n    Given all is well\n    When 3 s pass\n    And 4 s pass\n");
        using var vocabulary = StepVocabulary.From([typeof(PlainSteps)]);

        MarkdownCatalogue
            .Write(vocabulary, new StepUses(directory.Path, vocabulary))
            .Should()
            .Contain("| `{int} s pass` | Waits. | `When 3 s pass` |");
    }

    [Fact]
    public async Task The_page_in_the_repository_is_what_the_program_prints()
    {
        await using var program = CliProcess.Start(["steps", "--markdown"], start => start.WorkingDirectory = RepositoryFiles.Root);
        (await program.ExitAsync()).Should().Be(0);

        string page = await File.ReadAllTextAsync(RepositoryFiles.PathOf("docs", "step-catalogue.md"));
        program.Out.Text.Should().Be(page, "after a change of steps or features the page is made again, with the command in it");
    }

    [Fact]
    public void Every_sentence_says_what_it_means()
    {
        using StepVocabulary vocabulary = SessionVocabulary.Load();

        vocabulary.Steps.Should().OnlyContain(step => step.Summary.Length > 0);
    }
}
