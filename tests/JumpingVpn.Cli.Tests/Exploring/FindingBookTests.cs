using JumpingVpn.Cli.Exploring;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.Features.Vocabulary;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Exploring;

public sealed class FindingBookTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_finding_of_many_steps_is_replaced_by_the_shorter_one_of_another_scenario()
    {
        string path = _directory.Write("f.feature", $"Feature: F\n{Story("Long", acts: 7)}{Story("Short", acts: 2)}");
        using var vocabulary = StepVocabulary.From([typeof(LongStorySteps)]);
        using var output = new LineCapture();
        using var error = new LineCapture();

        ExploreRun.Execute(
            new ExploreOptions
            {
                Paths = [path],
                Seeds = 1,
                Out = _directory.Path,
            },
            vocabulary,
            new Surroundings { Out = output, Error = error }
        );

        error.Text.Should().BeEmpty();
        output.Text.Should().Contain("  8 steps: ").And.Contain($"shorter: 3 steps, from {path}:11: ").And.Contain(" 1 found");
        string[] features = Directory.GetFiles(_directory.Path, "01-*.feature");
        File.ReadAllText(features.Should().ContainSingle().Which).Should().Contain($"{path}:11").And.Contain("the short story is good");
    }

    private static string Story(string name, int acts)
    {
        string steps = string.Concat(Enumerable.Repeat("    When something happens\n", acts));
        return $"  Scenario: {name}\n{steps}    Then the {name.ToLowerInvariant()} story is good\n";
    }
}
