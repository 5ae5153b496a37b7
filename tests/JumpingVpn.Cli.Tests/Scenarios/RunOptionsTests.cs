using System.Text.RegularExpressions;
using JumpingVpn.Cli.Scenarios;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.Features.Vocabulary;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Scenarios;

/// <summary>What the options of <c>run</c> choose, and how its report shows it.</summary>
public sealed class RunOptionsTests : IDisposable
{
    private const string Four = """
        Feature: Four
          Scenario: First
            When "thunder" happens
            Then all is said
          Scenario: Second
            Then it fails because of "rain"
          Scenario: Third
            Then it is broken because of "fog"
          Scenario: Fourth
            Then all is said
        """;

    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public void Broken_is_told_apart_from_failed_and_decides_the_exit_code()
    {
        (Outcome outcome, IReadOnlyList<string>? lines, IReadOnlyList<string> _) = Run(new RunOptions());

        outcome.Should().Be(new Outcome(2, null));
        lines
            .Should()
            .ContainInOrder(
                "✓ Four › First [sim]",
                "✗ Four › Second [sim]",
                "! Four › Third [sim]",
                "✓ Four › Fourth [sim]",
                "broken; fix the feature file or its steps:",
                "  ! Four › Third [sim]",
                "failed:",
                "  ✗ Four › Second [sim]",
                "2 passed, 1 failed, 1 broken"
            );
    }

    [Fact]
    public void Several_seeds_are_one_run_after_the_other_with_the_seed_in_the_title()
    {
        (Outcome _, IReadOnlyList<string>? lines, IReadOnlyList<string> _) = Run(
            new RunOptions
            {
                Seed = 7,
                Seeds = 2,
                Name = new Regex("First"),
            }
        );

        lines.SkipLast(2).Should().Equal("seed: 7 to 8", "✓ Four › First [sim, seed 7]", "✓ Four › First [sim, seed 8]");
    }

    [Fact]
    public void Jobs_change_neither_the_order_nor_the_bytes()
    {
        string one = Path.Combine(_directory.Path, "one");
        string many = Path.Combine(_directory.Path, "many");

        (Outcome _, IReadOnlyList<string>? lines, IReadOnlyList<string> _) = Run(new RunOptions { Seeds = 40, TracePath = one });
        (Outcome _, IReadOnlyList<string>? other, IReadOnlyList<string> _) = Run(
            new RunOptions
            {
                Seeds = 40,
                TracePath = many,
                Jobs = 4,
            }
        );

        other.Where(IsScenario).Should().Equal(lines.Where(IsScenario)).And.HaveCount(160);
        File.ReadAllBytes(many).Should().Equal(File.ReadAllBytes(one));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Fail_fast_ends_the_run_with_the_first_that_does_not_pass(int jobs)
    {
        (Outcome outcome, IReadOnlyList<string>? lines, IReadOnlyList<string> _) = Run(new RunOptions { FailFast = true, Jobs = jobs });

        outcome.Code.Should().Be(1);
        lines[^1].Should().Be("1 passed, 1 failed");
        lines[^2].Should().MatchRegex(@"^2 scenarios in [\d.]+ s, 2 not run$");
    }

    [Theory]
    [InlineData("@sim-only @udp-only", "`@sim-only` and `@udp-only` leave no backend to run it on: remove one of them")]
    [InlineData("@igonre", "the tag `@igonre` means nothing here; did you mean `@ignore`?")]
    [InlineData("@simonly", "the tag `@simonly` means nothing here; did you mean `@sim-only`?")]
    public void Tags_that_choose_are_held_to_what_they_can_mean(string tags, string error)
    {
        string path = _directory.Write("tags.feature", $"Feature: T\n  {tags}\n  Scenario: S\n    Then all is said\n");

        (Outcome outcome, IReadOnlyList<string> _, IReadOnlyList<string>? errors) = Run(new RunOptions { Paths = [path] });

        outcome.Code.Should().Be(2);
        errors.Should().Equal($"{path}:3: {error}");
    }

    [Fact]
    public void Quiet_shows_what_does_not_pass_and_the_sums()
    {
        (Outcome _, IReadOnlyList<string>? lines, IReadOnlyList<string> _) = Run(new RunOptions { Quiet = true });

        lines.Where(IsScenario).Should().Equal("✗ Four › Second [sim]", "! Four › Third [sim]");
        lines[^1].Should().Be("2 passed, 1 failed, 1 broken");
    }

    [Fact]
    public void Rerun_takes_what_did_not_pass_last_time_wherever_it_stands_now()
    {
        Run(new RunOptions());
        _directory.Write("four.feature", "# one line more\n" + Four);

        (Outcome _, IReadOnlyList<string>? lines, IReadOnlyList<string> _) = Run(new RunOptions { Rerun = true });

        lines.Where(IsScenario).Should().Equal("✗ Four › Second [sim]", "! Four › Third [sim]");
        _directory.Write(
            "four.feature",
            Four.Replace("it fails because of \"rain\"", "all is said", StringComparison.Ordinal)
                .Replace("it is broken because of \"fog\"", "all is said", StringComparison.Ordinal)
        );
        Run(new RunOptions { Rerun = true }).Outcome.Should().Be(Outcome.Success);
        Run(new RunOptions { Rerun = true }).Outcome.Should().Be(Outcome.Usage("nothing failed last time."));
    }

    [Fact]
    public void A_dry_run_shows_the_steps_and_runs_none()
    {
        (Outcome outcome, IReadOnlyList<string>? lines, IReadOnlyList<string> _) = Run(
            new RunOptions { DryRun = true, Name = new Regex("First|Second") }
        );

        outcome.Should().Be(Outcome.Success);
        lines
            .Should()
            .Equal(
                "seed: 1",
                $"{Feature}:2: Four › First [sim seed 1]",
                "             0 s  When \"thunder\" happens",
                "             0 s  Then all is said",
                $"{Feature}:5: Four › Second [sim seed 1]",
                "             0 s  Then it fails because of \"rain\"",
                "2 scenarios planned; nothing was run."
            );
    }

    [Fact]
    public void A_scenario_without_a_Then_is_said_to_claim_nothing_of_its_own()
    {
        string path = _directory.Write("none.feature", "Feature: N\n  Scenario: S\n    When \"thunder\" happens\n");

        Run(new RunOptions { Paths = [path] })
            .Lines.Should()
            .Contain("    note: no Then step: it checks only what holds in every scenario");
    }

    [Fact]
    public void On_GitHub_what_did_not_pass_is_an_annotation_of_its_line()
    {
        (Outcome _, IReadOnlyList<string>? lines, IReadOnlyList<string> _) = Run(
            new RunOptions(),
            name => name == "GITHUB_ACTIONS" ? "true" : null
        );

        lines
            .Should()
            .Contain($"::error file={Feature},line=6,title=Four › Second [sim]::rain")
            .And.Contain($"::error file={Feature},line=8,title=Four › Third [sim]::fog");
        Run(new RunOptions()).Lines.Should().NotContain(line => line.StartsWith("::", StringComparison.Ordinal));
    }

    public void Dispose() => _directory.Dispose();

    private string Feature => Path.Combine(_directory.Path, "four.feature").Replace('\\', '/');

    private static bool IsScenario(string line) => line.Length > 0 && line[0] is '✓' or '✗' or '!';

    private (Outcome Outcome, IReadOnlyList<string> Lines, IReadOnlyList<string> Errors) Run(
        RunOptions options,
        Func<string, string?>? variable = null
    )
    {
        if (!File.Exists(Feature))
        {
            _directory.Write("four.feature", Four);
        }

        using var output = new LineCapture();
        using var error = new LineCapture();
        using var vocabulary = StepVocabulary.From([typeof(PlainSteps)]);
        var surroundings = new Surroundings
        {
            Out = output,
            Error = error,
            StateDirectory = _directory.Path,
            Variable = variable ?? (static _ => null),
        };
        Outcome outcome = ScenarioRun.Execute(
            options with
            {
                Paths = options.Paths.Count > 0 || options.Rerun ? options.Paths : [Feature],
            },
            vocabulary,
            surroundings
        );
        return (outcome, output.Lines, error.Lines);
    }
}
