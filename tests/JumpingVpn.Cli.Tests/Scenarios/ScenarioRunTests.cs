using JumpingVpn.Cli.Scenarios;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.Features.Tags;
using JumpingVpn.Features.Vocabulary;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Scenarios;

public sealed class ScenarioRunTests : IDisposable
{
    private const string Mixed = """
        @session
        Feature: Mixed
          Scenario: Good
            Given all is well
          @slow
          Scenario: Bad
            Given all is well
            Then it fails because of "rain"
            And it fails because of "snow"
          @ignore
          Scenario: Ugly
            Given all is well
          @sim-only
          Scenario: Simulated
            When "thunder" happens
        """;

    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public void The_seed_comes_first_then_a_line_per_scenario_and_the_sums_last()
    {
        string path = _directory.Write("mixed.feature", Mixed);

        (Outcome outcome, IReadOnlyList<string>? lines, IReadOnlyList<string> _) = Run(new RunOptions { Paths = [path], Seed = 7 });

        outcome.Should().Be(new Outcome(1, null));
        lines[0].Should().Be("seed: 7");
        lines
            .Where(line => line.Length > 0 && !line.StartsWith(' '))
            .SkipLast(2)
            .Should()
            .Equal(
                "seed: 7",
                "✓ Mixed › Good [sim]",
                "✗ Mixed › Bad [sim]",
                "- Mixed › Ugly [sim]",
                "✓ Mixed › Simulated [sim]",
                "failed:"
            );
        lines[^2].Should().MatchRegex(@"^4 scenarios in \d+\.\d s$");
        lines[^1].Should().Be("2 passed, 1 failed, 1 skipped");
    }

    [Fact]
    public void A_failure_shows_its_steps_its_place_its_reason_and_the_command_that_replays_it()
    {
        string path = _directory.Write("mixed.feature", Mixed);

        (Outcome _, IReadOnlyList<string>? lines, IReadOnlyList<string> _) = Run(
            new RunOptions
            {
                Paths = [path],
                Backends = ["udp"],
                Seed = 7,
            }
        );

        string text = string.Join('\n', lines);
        text.Should().ContainAll("✓ Given all is well", "✗ Then it fails because of \"rain\"", "- And it fails because of \"snow\"");
        text.Should().Contain($"{path}:8: rain");
        lines
            .Where(line => line.EndsWith($"run {path}:6 --backend udp --seed 7", StringComparison.Ordinal))
            .Should()
            .HaveCount(2, "it stands below the failure and is repeated at the end")
            .And.Subject.First()
            .Should()
            .StartWith("    replay: ");
        lines.Should().Contain($"    {path}:8: rain");
    }

    [Fact]
    public void All_backends_take_their_turn_and_tags_keep_a_scenario_to_its_own()
    {
        string path = _directory.Write("mixed.feature", Mixed);

        var tags = TagExpression.Parse("@session and not (@slow or @ignore)");
        (Outcome outcome, IReadOnlyList<string>? lines, IReadOnlyList<string> _) = Run(
            new RunOptions
            {
                Paths = [path],
                Backends = ["sim", "udp"],
                Tags = tags,
            }
        );

        outcome.Should().Be(Outcome.Success);
        lines
            .Where(line => !line.StartsWith(' '))
            .SkipLast(2)
            .Should()
            .Equal("seed: 1", "✓ Mixed › Good [sim]", "✓ Mixed › Good [udp]", "✓ Mixed › Simulated [sim]");
        lines[^1].Should().Be("3 passed, 0 failed");
    }

    [Fact]
    public void The_trace_is_the_same_to_the_byte_for_the_same_seed_and_its_hash_is_printed()
    {
        string path = _directory.Write("mixed.feature", Mixed);
        string first = Path.Combine(_directory.Path, "first.jsonl");
        string second = Path.Combine(_directory.Path, "second.jsonl");
        RunOptions options = new()
        {
            Paths = [path],
            Tags = TagExpression.Parse("@sim-only"),
            TracePath = first,
        };

        (Outcome _, IReadOnlyList<string>? lines, IReadOnlyList<string> _) = Run(options);
        Run(options with { TracePath = second });
        string[] trace = File.ReadAllLines(first);

        File.ReadAllBytes(second).Should().Equal(File.ReadAllBytes(first));
        lines[^3].Should().MatchRegex($"^trace: {first}, 3 lines, hash [0-9a-f]{{16}}$");
        trace[0]
            .Should()
            .StartWith("{\"what\":\"scenario\",\"schema\":1,")
            .And.Contain("\"name\":\"Simulated\"")
            .And.Contain("\"backend\":\"sim\"")
            .And.Contain("\"seed\":1");
        trace[1].Should().Be("""{"what":"thunder","seed":1,"backend":"sim"}""");
        trace[2].Should().Be("""{"what":"outcome","outcome":"passed"}""");
        (Outcome _, IReadOnlyList<string>? other, IReadOnlyList<string> _) = Run(options with { Seed = 2 });
        other[^3].Should().NotBe(lines[^3], "another seed gives another trace");
    }

    [Fact]
    public void A_trace_that_cannot_be_written_is_refused_before_anything_runs()
    {
        string path = _directory.Write("mixed.feature", Mixed);

        (Outcome outcome, IReadOnlyList<string>? lines, IReadOnlyList<string> _) = Run(
            new RunOptions { Paths = [path], TracePath = Path.Combine(_directory.Path, "no", "where") }
        );

        outcome.Code.Should().Be(2);
        outcome.Message.Should().StartWith("--trace '").And.Contain("cannot be written");
        lines.Should().Equal("seed: 1");
    }

    [Fact]
    public void Every_error_of_every_file_is_listed_with_its_place_and_nothing_runs()
    {
        string undefined = _directory.Write("a.feature", "Feature: A\n  Scenario: One\n    Given all is wel\n    When 5 parsecs pass\n");
        string broken = _directory.Write("b.feature", "Feature: B\n  Scenario: Two\n    Given all is well\n    and more\n");
        string good = _directory.Write("c.feature", "Feature: C\n  Scenario: Three\n    Given all is well\n");

        (Outcome outcome, IReadOnlyList<string>? lines, IReadOnlyList<string>? errors) = Run(
            new RunOptions { Paths = [undefined, broken, good] }
        );

        outcome.Code.Should().Be(2);
        outcome.Message.Should().EndWith("; nothing was run.");
        lines.Should().Equal("seed: 1");
        string text = string.Join('\n', errors);
        text.Should().Contain($"{undefined}:3:5: Given all is wel").And.Contain("Given all is well");
        text.Should().NotContain("[Given(\"all is wel", "nobody means to add a step that is a letter away from another");
        text.Should().Contain($"{undefined}:4:5: When 5 parsecs pass").And.Contain("[When(");
        text.Should().Contain($"{broken}:4:");
    }

    [Fact]
    public void An_ignored_scenario_may_use_steps_that_are_not_written_yet()
    {
        string path = _directory.Write("a.feature", "Feature: A\n  @ignore\n  Scenario: Later\n    Given the moon is full\n");

        (Outcome outcome, IReadOnlyList<string>? lines, IReadOnlyList<string> _) = Run(new RunOptions { Paths = [path] });

        outcome.Should().Be(Outcome.Success);
        lines[^1].Should().Be("0 passed, 0 failed, 1 skipped");
    }

    [Fact]
    public void No_matching_scenario_is_a_refusal_that_says_what_was_asked()
    {
        string path = _directory.Write("mixed.feature", Mixed);

        Run(new RunOptions { Paths = [path], Tags = TagExpression.Parse("@nat") })
            .Outcome.Should()
            .Be(Outcome.Usage($"none of the 4 scenarios in {path} matches --tags '@nat' on the backend sim."));
    }

    [Fact]
    public void An_interruption_finishes_the_scenario_under_way_and_says_how_far_it_came()
    {
        string path = _directory.Write("mixed.feature", Mixed);
        using var stop = new CancellationTokenSource();
        using var output = new LineCapture { Written = line => Cancel(line, stop) };
        using var error = new LineCapture();

        Outcome outcome = ScenarioRun.Execute(
            new RunOptions { Paths = [path] },
            Vocabulary(),
            new Surroundings
            {
                Out = output,
                Error = error,
                Stop = stop.Token,
            }
        );

        outcome.Should().Be(new Outcome(130, "interrupted: 1 of 4 scenarios were run."));
        output.Lines[^1].Should().Be("1 passed, 0 failed");
        error.Lines.Should().Equal("finishing the current scenario; press Ctrl-C again to stop at once.");
    }

    [Fact]
    public void A_run_that_nobody_reads_any_more_ends_without_a_word()
    {
        string path = _directory.Write("mixed.feature", Mixed);
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var unread = new Surroundings
        {
            Out = TextWriter.Null,
            Error = TextWriter.Null,
            Stop = stop.Token,
            ReaderLeft = new CancellationToken(canceled: true),
        };

        ScenarioRun.Execute(new RunOptions { Paths = [path] }, Vocabulary(), unread).Should().Be(new Outcome(141, null));
    }

    [Fact]
    public void On_a_terminal_the_running_scenario_and_the_time_taken_are_shown()
    {
        string path = _directory.Write("c.feature", "Feature: C\n  Scenario: Three\n    Given all is well\n");
        using var output = new StringWriter();

        ScenarioRun.Execute(
            new RunOptions { Paths = [path] },
            Vocabulary(),
            new Surroundings
            {
                Out = output,
                Error = TextWriter.Null,
                OutInk = new Ink(true),
                Columns = () => 12,
            }
        );

        output.ToString().Should().Contain("\e[2m1/1 C › Thr\e[0m", "it must not wrap");
        output.ToString().Should().Contain("\e[32m✓\e[0m C › Three [sim]").And.MatchRegex(@"\(\d+ ms\)");
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void What_hooks_around_the_run_write_is_shown_where_they_wrote_it()
    {
        string path = _directory.Write("good.feature", "Feature: F\n  Scenario: Good\n    Given all is well\n");

        (Outcome _, IReadOnlyList<string>? lines, IReadOnlyList<string> _) = Run(
            new RunOptions { Paths = [path] },
            StepVocabulary.From([typeof(PlainSteps), typeof(WritingHooks)])
        );

        lines
            .SkipLast(2)
            .Should()
            .Equal(
                "seed: 1",
                "| the run begins",
                "✓ F › Good [sim]",
                "    note: no Then step: it checks only what holds in every scenario",
                "| the run ends"
            );
    }

    private static (Outcome Outcome, IReadOnlyList<string> Lines, IReadOnlyList<string> Errors) Run(RunOptions options) =>
        Run(options, Vocabulary());

    private static (Outcome Outcome, IReadOnlyList<string> Lines, IReadOnlyList<string> Errors) Run(
        RunOptions options,
        StepVocabulary vocabulary
    )
    {
        using var output = new LineCapture();
        using var error = new LineCapture();
        Outcome outcome = ScenarioRun.Execute(options, vocabulary, new Surroundings { Out = output, Error = error });
        return (outcome, output.Lines, error.Lines);
    }

    private static StepVocabulary Vocabulary() => StepVocabulary.From([typeof(PlainSteps)]);

    private static void Cancel(string line, CancellationTokenSource stop)
    {
        if (line.StartsWith('✓'))
        {
            stop.Cancel();
        }
    }
}
