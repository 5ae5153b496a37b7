using System.Collections.Immutable;
using System.Text;
using JumpingVpn.Cli.Scenarios;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.Datagrams;
using JumpingVpn.Features.Vocabulary;
using JumpingVpn.Lab;
using JumpingVpn.Steps;
using JumpingVpn.TestSupport;
using Reqnroll;

namespace JumpingVpn.Cli.Tests.Scenarios;

public sealed class VerifyRunTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task Scenarios_are_the_same_in_this_process_and_in_a_fresh_one_of_another_culture_zone_and_JIT()
    {
        string path = _directory.Write("exchange.feature", SmallFeatures.Exchange);

        (int code, string? output, string? error) = await CliCall.RunAsync("run", path, "--verify", "--backend", "all", "--seed", "7");

        error.Should().BeEmpty();
        output.TrimEnd().Should().EndWith("2 passed, 0 failed\nverified 2 scenarios");
        code.Should().Be(0);
    }

    [Fact]
    public void The_first_differing_line_is_named_with_its_scenario_and_its_place_there()
    {
        const string begin = """{"what":"scenario","schema":1,"at":"a.feature:2","feature":"A","name":"One","backend":"sim","seed":1}""";
        string first = _directory.Write("first", $"{begin}\n{{\"t\":0}}\n{{\"t\":5}}\n{{\"t\":6}}\n");
        string other = _directory.Write("other", $"{begin}\n{{\"t\":0}}\n{{\"t\":7}}\n{{\"t\":8}}\n");
        string shorter = _directory.Write("shorter", $"{begin}\n{{\"t\":0}}\n");

        TraceDifference.Find(first, first).Should().BeNull();
        TraceDifference.Find(first, other).Should().Be(new TraceDifference("A › One [sim]", 3, "{\"t\":5}", "{\"t\":7}"));
        TraceDifference.Find(first, shorter).Should().Be(new TraceDifference("A › One [sim]", 3, "{\"t\":5}", null));
        TraceDifference.Find(shorter, first).Should().Be(new TraceDifference("A › One [sim]", 3, null, "{\"t\":5}"));
    }

    [Fact]
    public void What_differs_between_two_runs_of_one_process_fails_with_its_first_line()
    {
        (int code, string? output) = Verify(typeof(CountsItsRuns));

        output
            .Should()
            .MatchRegex(
                "✗ a second run in this process ran differently:\n    Exchange › Three messages \\[sim\\]\n    line 2 of its trace\n"
                    + "      first run: .*\"bytes\":1,.*\n      this run:  .*\"bytes\":2,"
            );
        code.Should().Be(1);
    }

    [Fact]
    public void What_differs_only_between_processes_fails_with_its_first_line()
    {
        (int code, string? output) = Verify(typeof(SendsInTheOrderOfASet));

        output
            .Should()
            .MatchRegex(
                "✗ a run in a fresh process ran differently:\n    Exchange › Three messages \\[sim\\]\n    line 2 of its trace\n"
                    + "      first run: .*\"node\":\"planted\".*\n      this run:  "
            );
        code.Should().Be(1);
    }

    [Theory]
    [InlineData(false, 130, "interrupted after the first run; nothing was verified.")]
    [InlineData(true, 141, null)]
    public void An_interruption_of_the_second_run_is_no_difference(bool readerGone, int code, string? message)
    {
        using var stop = new CancellationTokenSource();
        using var output = new LineCapture { Written = line => CancelAfterTheFirstRun(line, stop) };
        var surroundings = new Surroundings
        {
            Out = output,
            Error = TextWriter.Null,
            Stop = stop.Token,
            ReaderLeft = new CancellationToken(readerGone),
        };

        Outcome outcome = Verify(typeof(SendsInTheOrderOfASet), surroundings);

        outcome.Should().Be(new Outcome(code, message));
        output.Text.Should().NotContain("ran differently");
    }

    [Fact]
    public async Task Verify_keeps_its_own_traces_and_refuses_others()
    {
        string path = _directory.Write("exchange.feature", SmallFeatures.Exchange);

        (int code, string _, string? error) = await CliCall.RunAsync(
            "run",
            path,
            "--verify",
            "--trace",
            Path.Combine(_directory.Path, "trace")
        );

        code.Should().Be(2);
        error.Should().Contain("--verify writes and compares its own traces");
    }

    public void Dispose() => _directory.Dispose();

    private (int Code, string Output) Verify(Type planted)
    {
        using var output = new StringWriter();
        Outcome outcome = Verify(planted, new Surroundings { Out = output, Error = TextWriter.Null });
        return (outcome.Code, output.ToString().ReplaceLineEndings("\n"));
    }

    private Outcome Verify(Type planted, Surroundings surroundings) =>
        VerifyRun.Execute(
            new RunOptions { Paths = [_directory.Write("exchange.feature", SmallFeatures.Exchange)] },
            () => StepVocabulary.From([.. typeof(LabSettings).Assembly.GetTypes(), planted]),
            surroundings
        );

    private static void CancelAfterTheFirstRun(string line, CancellationTokenSource stop)
    {
        if (line.Contains("passed", StringComparison.Ordinal))
        {
            stop.Cancel();
        }
    }

    /// <summary>A user's hook that remembers something from one run to the next.</summary>
    [Binding]
    public sealed class CountsItsRuns(ScenarioLab lab)
    {
        private static int _runs;

        /// <summary>Sends as many bytes as there were runs.</summary>
        [BeforeScenario]
        public void Plant() => Planted.Send(lab, new byte[++_runs]);
    }

    /// <summary>A user's hook that lets the order of a set of strings decide: another one in each process.</summary>
    [Binding]
    public sealed class SendsInTheOrderOfASet(ScenarioLab lab)
    {
        /// <summary>Sends twelve names in the order in which the set gives them.</summary>
        [BeforeScenario]
        public void Plant() =>
            Planted.Send(
                lab,
                Encoding.UTF8.GetBytes(string.Concat(ImmutableHashSet.CreateRange("abcdefghijkl".Select(letter => $"{letter}"))))
            );
    }

    private static class Planted
    {
        public static void Send(ScenarioLab lab, byte[] bytes)
        {
            ILab network = lab.Scene.Lab;
            network.AddHost("planted");
            IDatagramChannel channel = network.OpenChannel("planted");
            channel.Send(bytes, network.AddressToReach("planted", TransportAddress.FromIPv4(198, 51, 100, 200, 9)));
        }
    }
}
