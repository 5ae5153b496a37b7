using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Scenarios;

/// <summary>Parts of <c>run --seeds</c>, and their merge.</summary>
public sealed class RunShardTests : IDisposable
{
    private const string Feature = """
        Feature: Parts
          Scenario: It flows
            Given a gateway "gw"
            And a client "phone" with a session on "gw"
            Then "phone" can exchange 1 more message

          Scenario: Nothing is lost, by luck
            Given a gateway "gw"
            And a client "phone" with a session on "gw"
            And the link of "phone" loses 10 % of the datagrams
            When "phone" sends 2 messages
            Then exactly 0 datagrams were dropped for loss
        """;

    private readonly TemporaryDirectory _directory = new();
    private readonly string _feature;

    public RunShardTests() => _feature = _directory.Write("f.feature", Feature);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task The_parts_come_to_the_bytes_of_the_whole_and_the_merge_says_what_did_not_pass()
    {
        (int whole, string _, string _) = await RunAsync("whole", "--jobs", "3");
        (int _, string output, string _) = await RunAsync("1", "--shard", "1/2");
        await RunAsync("2", "--shard", "2/2");

        (int code, string told, string error) = await MergeAsync("2", "1");

        (code, whole).Should().Be((1, 1), "the lottery was lost at least once");
        error.Should().BeEmpty();
        output.Should().StartWith("seed: part 1/2 (seeds 5 to 24)");
        File.ReadAllBytes(PathOf("merged")).Should().Equal(File.ReadAllBytes(PathOf("whole")));
        told.Should()
            .MatchRegex("✗ Parts › Nothing is lost, by luck \\[sim\\]: \\d+ of 40 runs did not pass\n    .*f\\.feature:12: .*dropped");
        told.Should()
            .NotContain("It flows")
            .And.MatchRegex("run .*--seed \\d+")
            .And.MatchRegex("\\d+ passed, \\d+ failed, 0 broken, 0 skipped\n$");
    }

    [Fact]
    public async Task A_part_that_is_missing_is_named()
    {
        await RunAsync("2", "--shard", "2/2");

        (int code, string _, string error) = await MergeAsync("2");

        code.Should().Be(2);
        error.Should().Contain("1 of 2 parts is missing: 1/2 (seeds 5 to 24)");
    }

    [Theory]
    [InlineData("give --seeds 3 at least", "FEATURE", "--seeds", "2", "--shard", "1/3")]
    [InlineData("--results is of a whole run", "FEATURE", "--results", "r", "--fail-fast")]
    [InlineData("--merge runs nothing", "FEATURE", "--merge", "r")]
    [InlineData("--merge runs nothing", "--seed", "3", "--merge", "r")]
    [InlineData("'nowhere' cannot be read", "--merge", "nowhere")]
    public async Task A_mistake_says_what_to_write(string says, params string[] words)
    {
        (int code, string _, string error) = await CliCall.RunAsync(["run", .. words.Select(word => word == "FEATURE" ? _feature : word)]);

        code.Should().Be(2);
        error.Should().Contain(says);
    }

    private string PathOf(string name) => Path.Combine(_directory.Path, name);

    private Task<(int Code, string Out, string Error)> RunAsync(string name, params string[] more) =>
        CliCall.RunAsync(["run", _feature, "--seed", "5", "--seeds", "40", "--quiet", "--results", PathOf(name), .. more]);

    private Task<(int Code, string Out, string Error)> MergeAsync(params string[] names) =>
        CliCall.RunAsync(["run", "--merge", .. names.Select(PathOf), "--results", PathOf("merged")]);
}
