using System.Text.RegularExpressions;
using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.OwnSteps;

/// <summary>The project that docs/own-steps.md shows, copied file by file, built by <c>--steps</c> and run.</summary>
public sealed partial class OwnStepsPageTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task The_project_of_the_page_runs_on_both_carriers_and_its_mistakes_are_those_of_the_plan()
    {
        string page = await File.ReadAllTextAsync(RepositoryFiles.PathOf("docs", "own-steps.md"));
        foreach (Match file in NamedFile().Matches(page.ReplaceLineEndings("\n")))
        {
            // Ours are built already, and other tests run from them.
            string text = SampleProject
                .FromClone(file.Groups[2].Value)
                .Replace(
                    "</PropertyGroup>",
                    "<BuildProjectReferences>false</BuildProjectReferences></PropertyGroup>",
                    StringComparison.Ordinal
                );
            _directory.Write(file.Groups[1].Value, text);
        }

        (int code, string output, string error) = await CliCall.RunAsync(
            "run",
            _directory.Path,
            "--steps",
            _directory.Path,
            "--backend",
            "all"
        );

        error.Should().MatchRegex("^building .*MySteps.csproj\n$");
        output
            .Should()
            .Contain("✓ A phone on a train keeps its session › Five stops [sim]")
            .And.Contain("✓ An echo survives a rebinding › The NAT gives a new port between two words [udp]")
            .And.EndWith("6 passed, 0 failed\n");
        code.Should().Be(0);

        // The assembly alone serves, too.
        string assembly = Directory.GetFiles(Path.Combine(_directory.Path, "bin"), "MySteps.dll", SearchOption.AllDirectories).Single();
        string wrong = _directory.Write(
            "wrong/wrong.feature",
            "Feature: W\n  Scenario: S\n    Given a gateway \"gw\"\n    And a NAT \"train\" that is a full cone\n"
                + "    And a client \"phone\" behind \"train\" with a session on \"gw\"\n    When \"phnoe\" behind "
                + "\"train\" rides 5 stops\n"
        );

        (code, _, error) = await CliCall.RunAsync("run", wrong, "--steps", assembly);

        code.Should().Be(2);
        error
            .Should()
            .Contain($"{wrong}:6:11: When \"phnoe\" behind \"train\" rides 5 stops: there is no client \"phnoe\"; did you mean \"phone\"?");

        // What the page says of a loss.
        string field = await File.ReadAllTextAsync(Path.Combine(_directory.Path, "field.feature"));
        string lossy = _directory.Write(
            "wrong/lossy.feature",
            field.Replace(
                "    When \"pi\" says \"one\"",
                "    And the link of \"pi\" loses datagram number 1\n    When \"pi\" says \"one\"",
                StringComparison.Ordinal
            )
        );

        (code, output, _) = await CliCall.RunAsync("run", lossy, "--steps", assembly);

        code.Should().Be(1);
        output.Should().Contain("\"pi\" heard \"\", not \"one\".");

        (code, output, _) = await CliCall.RunAsync("steps", "rides", "--steps", assembly);

        output
            .Should()
            .StartWith("When {string} behind {string} rides {int} stop(s)\n    At every stop the network gives the phone a new port");
        code.Should().Be(0);
    }

    public void Dispose() => _directory.Dispose();

    [GeneratedRegex(@"^`([\w.]+)`:\n\n```\w+\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex NamedFile();
}
