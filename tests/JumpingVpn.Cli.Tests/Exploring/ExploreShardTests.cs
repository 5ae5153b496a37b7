using System.Globalization;
using System.Text.RegularExpressions;
using JumpingVpn.Cli.Sharding;
using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Exploring;

/// <summary>Parts of an exploration, and their merge.</summary>
public sealed class ExploreShardTests : IDisposable
{
    // Refuted in many ways, so that parts find different runs of the same signature.
    private const string Overclaiming = """
        Feature: Overclaiming
          Scenario: Three messages
            Given a gateway "gw"
            And a client "phone" with a session on "gw"
            When "phone" sends 3 messages
            Then all messages of "phone" arrive exactly once

          @under-faults
          Scenario: Nothing is ever lost
            Given a gateway "gw"
            And a client "phone" with a session on "gw"
            When "phone" sends 2 messages
            Then exactly 0 datagrams were dropped for loss
        """;

    private readonly TemporaryDirectory _directory = new();
    private readonly string _feature;

    public ExploreShardTests() => _feature = _directory.Write("f.feature", Overclaiming);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task The_parts_come_to_the_bytes_of_the_whole_whatever_the_order_and_a_part_that_comes_twice_counts_once()
    {
        string whole = await ExploreAsync("whole", "--jobs", "2");
        string[] parts =
        [
            await ExploreAsync("1", "--shard", "1/3"),
            await ExploreAsync("2", "--shard", "2/3"),
            await ExploreAsync("3", "--shard", "3/3"),
        ];

        (int code, string output, string error) = await MergeAsync(parts[2], parts[0], parts[1], parts[0]);
        byte[] merged = File.ReadAllBytes(PathOf("merged"));
        await MergeAsync(parts);

        merged.Should().Equal(File.ReadAllBytes(whole)).And.Equal(File.ReadAllBytes(PathOf("merged")));
        code.Should().Be(1, "something was found");
        output.Should().Contain($"found in {_feature}:9: exactly 0 datagrams were dropped for loss").And.Contain("2 scenarios, ");
        error.Should().Contain("is part 1/3 again").And.EndWith("; it counts once.\n");
        (int again, string failure, string _) = await CliCall.RunAsync(
            "run",
            Directory.GetFiles(PathOf("findings"), "01-*.feature").Single()
        );
        again.Should().Be(1, failure);
    }

    [Fact]
    public async Task The_numbers_of_merged_parts_are_those_of_the_whole()
    {
        (int _, string whole, string _) = await CliCall.RunAsync("explore", _feature, "--seeds", "60", "--out", PathOf("out"));
        string first = await ExploreAsync("1", "--shard", "1/2");
        string second = await ExploreAsync("2", "--shard", "2/2");

        (int _, string merged, string _) = await MergeAsync(first, second);

        Numbers(merged).Should().Equal(Numbers(whole)).And.HaveCount(4);
        Numbers(merged)[..3].Sum(static it => int.Parse(it, NumberStyles.AllowThousands, CultureInfo.InvariantCulture)).Should().Be(2 * 60);
    }

    [Fact]
    public async Task What_is_learnt_from_run_to_run_is_learnt_in_each_part_as_in_the_whole()
    {
        // A scenario is dealt out in spans of 1,024 seeds: of these two the first part has a whole one and an end.
        string[] seeds = ["--strategy", "guided", "--seeds", "1040"];
        string whole = await ExploreAsync("whole", ["--jobs", "2", .. seeds]);
        string first = await ExploreAsync("1", ["--shard", "1/3", .. seeds]);
        string second = await ExploreAsync("2", ["--shard", "2/3", .. seeds]);
        string third = await ExploreAsync("3", ["--shard", "3/3", .. seeds]);

        await MergeAsync(second, third, first);

        File.ReadAllBytes(PathOf("merged")).Should().Equal(File.ReadAllBytes(whole));
    }

    [Fact]
    public async Task A_part_that_is_missing_is_named_and_nothing_is_written()
    {
        string second = await ExploreAsync("2", "--shard", "2/3");
        string third = await ExploreAsync("3", "--shard", "3/3");

        (int code, string output, string error) = await MergeAsync(third, second);

        code.Should().Be(2);
        error.Should().Contain("1 of 3 parts is missing: 1/3; run it again with --shard 1/3");
        output.Should().Contain("found in", "what the others found is told all the same");
        File.Exists(PathOf("merged")).Should().BeFalse();
    }

    [Theory]
    [InlineData("the version is")]
    [InlineData("the hash of the features is")]
    [InlineData("the first seed is 1 there and 2 here")]
    [InlineData("the number of parts is 2 there and 3 here")]
    [InlineData("the settings is strategy mix there and strategy swarm here")]
    public void Parts_of_different_runs_say_what_differs(string expected)
    {
        ResultHeader header = Header();
        ResultHeader other = expected.Split(' ')[1..^0] switch
        {
            ["version", ..] => header with { Version = "0.1" },
            ["hash", ..] => header with { Features = "00" },
            ["first", ..] => header with { From = 2 },
            ["number", ..] => header with { Parts = 3 },
            _ => header with { Settings = "strategy swarm" },
        };

        header.DifferenceTo(other).Should().StartWith(expected);
        header.DifferenceTo(header with { Part = 2 }).Should().BeNull();
    }

    [Fact]
    public async Task Another_feature_is_another_run()
    {
        string first = await ExploreAsync("1", "--shard", "1/2");
        _directory.Write("f.feature", Overclaiming.Replace("3 messages", "4 messages", StringComparison.Ordinal));
        string second = await ExploreAsync("2", "--shard", "2/2");

        (int code, string _, string error) = await MergeAsync(first, second);

        code.Should().Be(2);
        error.Should().Contain($"{second}:1: this is not a part of the same run as {first}: the hash of the features is ");
    }

    [Fact]
    public async Task The_same_part_with_other_results_is_refused()
    {
        ResultFile.Write(PathOf("a"), Header(), [Row(explored: 1)]);
        ResultFile.Write(PathOf("b"), Header(), [Row(explored: 2)]);

        (int code, string _, string error) = await MergeAsync(PathOf("a"), PathOf("b"));

        code.Should().Be(2);
        error.Should().Contain("b: this is part 1/2 with different results from ");
    }

    [Theory]
    [InlineData("", "f: the file is empty")]
    [InlineData("hallo\n", "f:1: this is not a line of a result file: hallo")]
    [InlineData("null\n", "f:1: this is not a line of a result file")]
    [InlineData("{\"format\":1}\n", "f:1: this is not a line of a result file")]
    [InlineData("\0\u001b[2J\n", "f:1: this is not a line of a result file: ??[2J")]
    [InlineData("{HEADER}\n", "f:1: the file ends here without the line that says that it is whole")]
    [InlineData("{HEADER}\n{\"row\":\"scen", "f:2: the file ends here without the line that says that it is whole")]
    [InlineData("{HEADER}\n{\"end\":9,\"hash\":\"00\"}\n", "f:2: the lines before are not those that were written here")]
    [InlineData("{HEADER}\n{\"end\":\"9\"}\n", "f:2: this is not a line of a result file (at \"end\")")]
    public async Task What_is_no_result_file_is_refused_with_file_and_line(string text, string expected)
    {
        _directory.Write("f", text.Replace("{HEADER}", ResultLine.Write(Header()), StringComparison.Ordinal));

        (int code, string _, string error) = await MergeAsync(PathOf("f"));

        code.Should().Be(2);
        error.Should().Contain(expected).And.NotContain("\u001b");
    }

    [Theory]
    [InlineData("{\"row\":\"moon\"}")]
    [InlineData("{\"row\":\"scenario\",\"scenario\":\"zero\"}")]
    [InlineData("{\"row\":\"found\",\"kind\":7}")]
    [InlineData("{}")]
    [InlineData("[[[[")]
    public async Task A_line_that_is_whole_and_makes_no_sense_is_refused_with_file_and_line(string row)
    {
        ResultFile.Write(PathOf("f"), Header(), [Row(explored: 1), row]);

        (int code, string _, string error) = await MergeAsync(PathOf("f"));

        code.Should().Be(2);
        error.Should().Contain("f:3: this is not a line of a");
    }

    [Theory]
    [InlineData("--shard", "1/2")]
    [InlineData("--results", "r")]
    public async Task Parts_are_of_a_number_of_seeds(string option, string value)
    {
        (int code, string _, string error) = await CliCall.RunAsync("explore", _feature, option, value);

        code.Should().Be(2);
        error.Should().Contain("give --seeds N, and no --time");
    }

    [Fact]
    public async Task A_merge_runs_nothing()
    {
        (int code, string _, string error) = await CliCall.RunAsync("explore", _feature, "--merge", "a", "--seeds", "3");

        code.Should().Be(2);
        error.Should().Contain("--merge runs nothing");
    }

    [Fact]
    public async Task Results_that_cannot_be_written_say_so()
    {
        (int code, string _, string error) = await CliCall.RunAsync(
            "explore",
            $"{_feature}:2",
            "--seeds",
            "1",
            "--results",
            Path.Combine(_feature, "below-a-file"),
            "--out",
            PathOf("findings")
        );

        code.Should().Be(2);
        error.Should().Contain("the file cannot be written");
    }

    private static string Row(int explored) =>
        $"{{\"row\":\"scenario\",\"scenario\":0,\"at\":\"f.feature:2\",\"explored\":{explored},\"vacuous\":0,"
        + "\"unplanned\":0,\"passes\":true}";

    private static ResultHeader Header() =>
        new()
        {
            Command = "explore",
            Version = ResultHeader.CurrentVersion,
            Settings = "strategy mix",
            Scenarios = 1,
            Features = "0123456789abcdef",
            From = 1,
            Seeds = 10,
            Part = 1,
            Parts = 2,
        };

    private static string[] Numbers(string output) =>
        [
            .. Regex
                .Matches(
                    output,
                    @"[\d,]+(?= (?:runs explored|whose faults never struck|seeds without a plan of their own|found$))",
                    RegexOptions.Multiline
                )
                .TakeLast(4)
                .Select(static match => match.Value),
        ];

    private string PathOf(string name) => Path.Combine(_directory.Path, name);

    private async Task<string> ExploreAsync(string name, params string[] more)
    {
        string[] jobs = more.Contains("--jobs") ? [] : ["--jobs", "1"];
        string[] seeds = more.Contains("--seeds") ? [] : ["--seeds", "60"];
        (int _, string _, string error) = await CliCall.RunAsync([
            "explore",
            _feature,
            "--results",
            PathOf(name),
            "--out",
            PathOf($"out-{name}"),
            .. jobs,
            .. seeds,
            .. more,
        ]);
        error.Should().BeEmpty();
        return PathOf(name);
    }

    private Task<(int Code, string Out, string Error)> MergeAsync(params string[] files) =>
        CliCall.RunAsync(["explore", "--merge", .. files, "--results", PathOf("merged"), "--out", PathOf("findings")]);
}
