using JumpingVpn.Cli.Sharding;
using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Studying;

public sealed class StudyCommandTests : IDisposable
{
    private const string Plan = """
        Feature: Recovery
          Scenario Outline: <loss> are lost
            What loss costs.

            Given a gateway "gw"
            And a client "phone" with a session on "gw"
            And the link of "phone" has a delay of <delay>
            And the link of "phone" loses <loss> of the datagrams
            When a random time of up to 1 s passes
            Then "phone" gets data through again within 60 s

            @every-combination
            Examples:
              | delay        | loss      |
              | 10 ms, 20 ms | 0 %, 30 % |
        """;

    private readonly TemporaryDirectory _directory = new();
    private readonly string _plan;

    public StudyCommandTests() => _plan = _directory.Write("plan.feature", Plan);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Each_combination_is_measured_and_told_as_a_table()
    {
        (int code, string output, string error) = await CliCall.RunAsync("study", _plan, "--seeds", "20", "--jobs", "1");

        code.Should().Be(0);
        error.Should().StartWith("studying 4 cases under 20 seeds from 1\n");
        output.Should().StartWith("### \\<loss\\> are lost\n");
        output.Should().Contain("| 10 ms | 0 % | 100.0 % (83.9 % to 100.0 %) | 20 ms (20 ms to 20 ms) | 20 ms (20 ms to ∞) |");
        output.Should().Contain("| 20 ms | 0 % | 100.0 % (83.9 % to 100.0 %) | 40 ms (40 ms to 40 ms) | 40 ms (40 ms to ∞) |");
    }

    [Fact]
    public async Task The_bytes_are_the_same_whatever_the_jobs_and_as_one_run_or_merged_parts()
    {
        string[] reports = ["markdown", "csv", "html"];
        await StudyAsync("whole", "--jobs", "1");
        await StudyAsync("jobs", "--jobs", "4");
        await CliCall.RunAsync("study", _plan, "--seeds", "30", "--shard", "1/2", "--results", PathOf("1"));
        await CliCall.RunAsync("study", _plan, "--seeds", "30", "--shard", "2/2", "--results", PathOf("2"));
        (int code, string _, string error) = await CliCall.RunAsync(["study", "--merge", PathOf("2"), PathOf("1"), .. Outputs("merged")]);

        code.Should().Be(0, error);
        foreach (string output in (string[])["results", .. reports])
        {
            byte[] whole = File.ReadAllBytes(PathOf($"whole.{output}"));
            whole.Should().NotBeEmpty();
            File.ReadAllBytes(PathOf($"jobs.{output}")).Should().Equal(whole, output);
            File.ReadAllBytes(PathOf($"merged.{output}")).Should().Equal(whole, output);
        }
    }

    [Fact]
    public async Task On_a_terminal_the_table_is_text()
    {
        await using var call = CliCall.Start(["study", _plan, "--seeds", "20", "--jobs", "1"], it => it with { OutIsTerminal = true });
        int code = await call.Exit.WaitAsync(LineCapture.Patience);

        code.Should().Be(0);
        call.Out.Text.Should().StartWith("<loss> are lost\nTime: until ").And.NotContain("\\").And.NotContain("|");
        call.Out.Text.Should().Contain("  delay  loss  held ").And.Contain("∞: no upper end can be given.");
    }

    [Fact]
    public async Task A_report_that_cannot_be_written_leaves_what_was_there()
    {
        _directory.Write("folder/report.csv", "the one before");
        string taken = PathOf("folder");

        (int code, string _, string error) = await CliCall.RunAsync("study", _plan, "--seeds", "1", "--report", $"csv={taken}");

        code.Should().Be(2);
        error.Should().Contain($"{taken}: the file cannot be written: it is a folder, not a file");
        Directory.GetFiles(_directory.Path, "*.part", SearchOption.AllDirectories).Should().BeEmpty();
        File.ReadAllText(Path.Combine(taken, "report.csv")).Should().Be("the one before");
    }

    [Fact]
    public async Task A_part_that_is_missing_is_named()
    {
        await CliCall.RunAsync("study", _plan, "--seeds", "2", "--shard", "2/2", "--results", PathOf("2"));

        (int code, string _, string error) = await CliCall.RunAsync("study", "--merge", PathOf("2"));

        code.Should().Be(2);
        error.Should().Contain("1 of 2 parts is missing: 1/2 (seeds 1 to 1)");
    }

    [Fact]
    public async Task A_result_of_another_command_is_told_where_it_belongs()
    {
        ResultHeader header = new()
        {
            Command = "explore",
            Version = "1",
            Settings = "",
            Scenarios = 1,
            Features = "",
            From = 1,
            Seeds = 1,
            Part = 1,
            Parts = 1,
        };
        ResultFile.Write(PathOf("f"), header, []);
        ResultFile.Write(PathOf("g"), header with { Command = "study" }, ["{\"row\":\"run\",\"case\":0,\"seed\":1,\"held\":true}"]);

        (await CliCall.RunAsync("study", "--merge", PathOf("f")))
            .Error.Should()
            .Contain("this is a result of jumpingvpn explore; merge it there");
        (await CliCall.RunAsync("study", "--merge", PathOf("g"))).Error.Should().Contain("g:2: this is not a line of a study");
    }

    [Fact]
    public async Task A_slip_in_the_plan_is_named_with_its_place_and_what_was_meant()
    {
        _directory.Write("plan.feature", Plan.Replace("loses <loss>", "losses <loss>", StringComparison.Ordinal));

        (int code, string _, string error) = await CliCall.RunAsync("study", _plan);

        code.Should().Be(2);
        error.Should().Contain($"{_plan}:8:").And.Contain("the link of {string} loses");
    }

    [Fact]
    public async Task A_case_that_cannot_be_carried_out_ends_the_study_with_its_place()
    {
        _directory.Write(
            "plan.feature",
            Plan.Replace(
                "When a random time of up to 1 s passes",
                "When \"phone\" ends its session\n    And \"phone\" ends its session",
                StringComparison.Ordinal
            )
        );

        (int code, string _, string error) = await CliCall.RunAsync("study", _plan, "--seeds", "2");

        code.Should().Be(2);
        error.Should().Contain("a case cannot be run.").And.Contain($"{_plan}:");
    }

    [Fact]
    public async Task What_was_interrupted_writes_nothing()
    {
        await using var call = CliCall.Start("study", _plan, "--seeds", "1000000", "--results", PathOf("r"), "--jobs", "1");
        await call.Error.WaitForAsync("studying 4 cases");

        int code = await call.StopAsync();

        code.Should().Be(130);
        call.Error.Text.Should().Contain("interrupted; nothing is written.");
        File.Exists(PathOf("r")).Should().BeFalse();
    }

    [Theory]
    [InlineData("there is no format 'pdf': write csv, html, markdown", "--report", "pdf=x")]
    [InlineData("write FORMAT=FILE", "--report", "html")]
    [InlineData("would be overwritten", "PLAN", "--report", "csv=a.out", "--report", "html=./a.out")]
    [InlineData("would be overwritten", "PLAN", "--report", "csv=PLAN")]
    [InlineData("name a plan", "--seeds", "3")]
    [InlineData("a part alone says little", "PLAN", "--shard", "1/2")]
    [InlineData("--merge runs nothing", "PLAN", "--merge", "x")]
    [InlineData("'nowhere.ndjson' cannot be read", "--merge", "nowhere.ndjson")]
    public async Task A_mistake_says_what_to_write(string says, params string[] words)
    {
        IEnumerable<string> named = words.Select(word => word.Replace("PLAN", _plan, StringComparison.Ordinal));

        (int code, string _, string error) = await CliCall.RunAsync(["study", .. named]);

        code.Should().Be(2);
        error.Should().Contain(says);
    }

    [Fact]
    public async Task A_report_that_cannot_be_written_says_so()
    {
        (int code, string _, string error) = await CliCall.RunAsync(
            "study",
            _plan,
            "--seeds",
            "1",
            "--report",
            $"html={Path.Combine(_plan, "x")}"
        );

        code.Should().Be(2);
        error.Should().Contain("the file cannot be written");
    }

    private string PathOf(string name) => Path.Combine(_directory.Path, name);

    private string[] Outputs(string name) =>
        [
            "--results",
            PathOf($"{name}.results"),
            .. ((string[])["markdown", "csv", "html"]).SelectMany(format =>
                (string[])["--report", $"{format}={PathOf($"{name}.{format}")}"]
            ),
        ];

    private async Task StudyAsync(string name, params string[] more)
    {
        (int code, string _, string error) = await CliCall.RunAsync(["study", _plan, "--seeds", "30", .. Outputs(name), .. more]);
        code.Should().Be(0, error);
    }
}
