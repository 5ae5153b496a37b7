using System.Text.Json;
using System.Xml.Linq;
using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Scenarios;

/// <summary><c>run --report</c>: the files of real runs.</summary>
public sealed class ReportRunTests : IDisposable
{
    private const string Exchange = """
        Feature: Exchange
          Scenario: It works
            Given a gateway "gw"
            And a client "phone" with a session on "gw"
            When "phone" sends 2 messages
            Then all messages of "phone" arrive exactly once
          Scenario: It does not
            Given a gateway "gw"
            And a client "phone" with a session on "gw"
            Then exactly 5 datagrams were refused as WRONG_TRANSPORT
        """;

    private readonly TemporaryDirectory _directory = new();

    [Theory]
    [InlineData("1")]
    [InlineData("3")]
    public async Task All_formats_are_written_in_one_run(string jobs)
    {
        string path = _directory.Write("exchange.feature", Exchange);
        string[] reports =
        [
            .. new[] { "html", "junit", "messages", "markdown" }.SelectMany(format => new[] { "--report", $"{format}={FileOf(format)}" }),
        ];

        (int code, string? output, string? error) = await CliCall.RunAsync(["run", path, "--seeds", "2", "--jobs", jobs, .. reports]);

        error.Should().BeEmpty();
        code.Should().Be(1);
        output.Should().Contain($"report: {FileOf("html")}");
        (await File.ReadAllTextAsync(FileOf("html"))).Should().Contain("\npicture-3 ").And.Contain("\ncapture-0 ").And.EndWith("</html>\n");
        XDocument.Load(FileOf("junit")).Descendants("failure").Should().HaveCount(2);
        string[] kinds = [.. File.ReadLines(FileOf("messages")).Select(KindOf)];
        kinds.Should().StartWith(["meta", "source", "gherkinDocument"]).And.EndWith("testRunFinished");
        kinds.Count(kind => kind == "testCaseFinished").Should().Be(4);
        kinds.Count(kind => kind == "attachment").Should().Be(8, "each scenario has a ladder and a capture");
        (await File.ReadAllTextAsync(FileOf("markdown"))).Should().Contain("| 2 | 2 | 0 | 0 | 0 |");
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_refused_before_anything_is_run()
    {
        string path = _directory.Write("exchange.feature", Exchange);

        (int code, string? output, string? error) = await CliCall.RunAsync(
            "run",
            path,
            "--report",
            $"html={_directory.Path}/no/such/folder/report.html"
        );

        code.Should().Be(2);
        error.Should().Contain("--report html=").And.Contain("the file cannot be written");
        output.Should().NotContain("It works");
    }

    [Theory]
    [InlineData("--trace")]
    [InlineData("--pcap")]
    [InlineData("--results")]
    public async Task A_report_does_not_share_its_file_with_another_output(string option)
    {
        string path = _directory.Write("exchange.feature", Exchange);

        (int code, string? output, string? error) = await CliCall.RunAsync(
            "run",
            path,
            option,
            FileOf("one"),
            "--report",
            $"html={FileOf("one")}"
        );

        code.Should().Be(2);
        error.Should().Contain($"--report html={FileOf("one")} and {option} '{FileOf("one")}' name the same file");
        output.Should().NotContain("It works");
    }

    [Theory]
    [InlineData("--trace", "")]
    [InlineData("--pcap", "")]
    [InlineData("--results", "")]
    [InlineData("--report", "html=")]
    public async Task No_output_overwrites_what_is_run(string option, string format)
    {
        string path = _directory.Write("exchange.feature", Exchange);

        (int code, string? output, string? error) = await CliCall.RunAsync("run", path, option, $"{format}{path}");

        code.Should().Be(2);
        error.Should().Contain(option).And.Contain("names a file that is read: it would be overwritten.");
        output.Should().NotContain("It works");
        (await File.ReadAllTextAsync(path)).Should().Be(Exchange);
    }

    [Fact]
    public async Task What_is_in_a_report_that_is_not_asked_for_is_not_ignored()
    {
        string path = _directory.Write("exchange.feature", Exchange);

        (int code, string _, string? error) = await CliCall.RunAsync("run", path, "--report-detail", "all");

        code.Should().Be(2);
        error.Should().Contain("--report-detail is about reports: give --report");
    }

    [Fact]
    public async Task A_report_changes_nothing_of_the_trace()
    {
        string path = _directory.Write("exchange.feature", Exchange);

        await CliCall.RunAsync("run", path, "--trace", FileOf("plain"));
        await CliCall.RunAsync("run", path, "--trace", FileOf("reported"), "--report", $"html={FileOf("html")}");

        (await File.ReadAllBytesAsync(FileOf("reported"))).Should().Equal(await File.ReadAllBytesAsync(FileOf("plain")));
    }

    [Fact]
    public async Task A_report_that_would_say_nothing_is_a_usage_error()
    {
        string path = _directory.Write("exchange.feature", Exchange);

        foreach (string mode in new[] { "--dry-run", "--verify" })
        {
            (int code, string _, string? error) = await CliCall.RunAsync("run", path, mode, "--report", $"html={FileOf("html")}");

            code.Should().Be(2);
            error.Should().Contain("--report");
            File.Exists(FileOf("html")).Should().BeFalse();
        }
    }

    [Theory]
    [InlineData("html=")]
    [InlineData("markdown=")]
    public async Task A_feature_is_not_overwritten_by_way_of_a_folder_that_is_a_link(string format)
    {
        Directory.CreateDirectory(Path.Combine(_directory.Path, "real"));
        string path = _directory.Write("real/exchange.feature", Exchange);
        Directory.CreateSymbolicLink(Path.Combine(_directory.Path, "link"), "real");

        (int code, string? _, string? error) = await CliCall.RunAsync(
            "run",
            path,
            "--report",
            $"{format}{_directory.Path}/link/exchange.feature"
        );

        code.Should().Be(2);
        error.Should().Contain("names a file that is read: it would be overwritten.");
        (await File.ReadAllTextAsync(path)).Should().Be(Exchange);
    }

    [Fact]
    public async Task A_run_that_is_refused_leaves_old_results_as_they_are()
    {
        string path = _directory.Write("exchange.feature", Exchange);
        string trace = _directory.Write("trace", "OLD");
        string html = _directory.Write("html", "OLD");

        (int code, string? _, string? error) = await CliCall.RunAsync(
            "run",
            path,
            "--trace",
            trace,
            "--report",
            $"html={html}",
            "--pcap",
            $"{_directory.Path}/no/such/folder/file"
        );

        code.Should().Be(2);
        error.Should().Contain("--pcap").And.Contain("the file cannot be written");
        (await File.ReadAllTextAsync(trace)).Should().Be("OLD");
        (await File.ReadAllTextAsync(html)).Should().Be("OLD");
    }

    [Fact]
    public async Task The_command_to_run_one_combination_again_runs_no_other()
    {
        string path = _directory.Write(
            "combinations.feature",
            """
            Feature: Combinations
              Scenario Outline: It is refused (<times>) after <wait>
                Given a gateway "gw"
                And a client "phone" with a session on "gw"
                When <wait> pass
                Then exactly <times> datagrams were refused as WRONG_TRANSPORT
                @every-combination
                Examples:
                  | times | wait     |
                  | 5, 6  | 1 s, 2 s |
            """
        );
        (int _, string? output, string? _) = await CliCall.RunAsync("run", path);
        string replay = output!.Split('\n').First(line => line.Contains("replay:", StringComparison.Ordinal));
        string name = replay[(replay.IndexOf("--name '", StringComparison.Ordinal) + 8)..].TrimEnd('\'');

        (int _, output, string? _) = await CliCall.RunAsync("run", $"{path}:9", "--name", name);

        output.Should().Contain("It is refused (5) after 1 s").And.Contain("1 scenario in");
    }

    public void Dispose() => _directory.Dispose();

    private static string KindOf(string line)
    {
        using var json = JsonDocument.Parse(line);
        return json.RootElement.EnumerateObject().Single().Name;
    }

    private string FileOf(string format) => Path.Combine(_directory.Path, $"report.{format}");
}
