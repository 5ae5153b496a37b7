using System.Globalization;
using System.Text.RegularExpressions;
using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Exploring;

public sealed class ExploreCommandTests : IDisposable
{
    // That none is ever lost is no promise of this protocol: the claim is refuted.
    private const string Overclaiming = """
        Feature: Overclaiming
          @under-faults
          Scenario: Nothing is ever lost
            Given a gateway "gw"
            And a client "phone" with a session on "gw"
            And "phone" has exchanged 1 message
            When "phone" sends 3 messages
            Then exactly 0 datagrams were dropped for loss
        """;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task What_holds_under_faults_is_not_refuted()
    {
        string path = _directory.Write("exchange.feature", SmallFeatures.Exchange);

        (int code, string output, string error) = await CliCall.RunAsync("explore", path, "--seeds", "40", "--jobs", "1", "--out", Folder);

        error.Should().BeEmpty();
        output.Should().StartWith("exploring 1 scenario from seed 1 by the strategy mix, 40 seeds each").And.Contain(" 0 found");
        code.Should().Be(0);
        Directory.Exists(Folder).Should().BeFalse();
    }

    [Fact]
    public async Task What_is_refuted_comes_back_as_a_feature_that_fails_alone_and_a_log_that_repeats_it()
    {
        string path = _directory.Write("overclaiming.feature", Overclaiming);

        (int code, string output, string _) = await CliCall.RunAsync("explore", path, "--seeds", "40", "--jobs", "1", "--out", Folder);

        code.Should().Be(1);
        output.Should().Contain("found in ").And.Contain(" 1 found");
        string feature = Directory.GetFiles(Folder, "*.feature").Should().ContainSingle().Which;
        (int again, string failure, string _) = await CliCall.RunAsync("run", feature);
        again.Should().Be(1);
        failure.Should().Contain("1 datagram lost on the link, not exactly 0");
        string log = Directory.GetFiles(Folder, "*.decisions").Should().ContainSingle().Which;
        (int repeated, string told, string _) = await CliCall.RunAsync("replay", log);
        repeated.Should().Be(1);
        told.Should().Contain("the same as in the log.");
    }

    [Fact]
    public async Task The_same_seeds_find_the_same()
    {
        string path = _directory.Write("overclaiming.feature", Overclaiming);
        await CliCall.RunAsync("explore", path, "--seeds", "20", "--jobs", "1", "--out", Folder);
        string first = File.ReadAllText(Directory.GetFiles(Folder, "*.feature").Single());

        await CliCall.RunAsync("explore", path, "--seeds", "20", "--jobs", "1", "--out", Folder);

        File.ReadAllText(Directory.GetFiles(Folder, "*.feature").Single()).Should().Be(first);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_loses_nothing()
    {
        string path = _directory.Write("overclaiming.feature", Overclaiming);
        string file = _directory.Write("taken", "this is a file");

        (int code, string output, string error) = await CliCall.RunAsync("explore", path, "--seeds", "20", "--jobs", "1", "--out", file);

        code.Should().Be(1);
        error.Should().Contain("cannot be written");
        output.Should().Contain("Scenario: Nothing is ever lost").And.Contain("jumpingvpn decisions 1");
    }

    [Fact]
    public async Task What_cannot_be_run_even_without_faults_is_no_finding()
    {
        string path = _directory.Write(
            "f.feature",
            """
            Feature: F
              Scenario: S
                Given a NAT "home" that is a full cone
                And a gateway "gw" behind "home" at a forwarded port
                When "gw" moves to another address
                Then "gw" holds exactly 0 sessions
            """
        );

        (int code, string output, string error) = await CliCall.RunAsync("explore", path, "--seeds", "4", "--out", Folder);

        code.Should().Be(2);
        error
            .Should()
            .Contain($"{path}:5: \"gw\" is behind \"home\"")
            .And.EndWith("1 scenario cannot be run even without faults; fix it first.\n");
        output.Should().NotContain("found in");
        Directory.Exists(Folder).Should().BeFalse();
        (int around, string _, string said) = await CliCall.RunAsync("explore", "--around", path);
        around.Should().Be(2);
        said.Should().Contain("the finding itself cannot be run: ").And.Contain("f.feature:5: ");
    }

    [Theory]
    [InlineData("mix")]
    [InlineData("exhaustive-1")]
    public async Task Each_seed_that_was_asked_for_is_counted(string strategy)
    {
        string path = _directory.Write("exchange.feature", SmallFeatures.Exchange);

        (int _, string output, string _) = await CliCall.RunAsync(
            "explore",
            path,
            "--seeds",
            "600",
            "--strategy",
            strategy,
            "--out",
            Folder
        );

        Match sums = Regex.Match(
            output,
            @"^([\d,]+) runs explored .*, ([\d,]+) whose faults never struck, ([\d,]+) seeds without a plan of their own, ",
            RegexOptions.Multiline
        );
        sums.Success.Should().BeTrue(output);
        sums.Groups.Values.Skip(1)
            .Sum(static group => int.Parse(group.Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture))
            .Should()
            .Be(600);
    }

    [Fact]
    public async Task A_scenario_that_fails_as_it_stands_is_said_to_be_unexplored()
    {
        string path = _directory.Write(
            "f.feature",
            "Feature: F\n  Scenario: S\n    Given a gateway \"gw\"\n    Then \"gw\" holds exactly 3 sessions\n"
        );

        (int code, string output, string _) = await CliCall.RunAsync("explore", path, "--seeds", "4", "--out", Folder);

        code.Should().Be(1);
        output.Should().Contain("found in").And.Contain(": \"gw\" holds exactly 3 sessions\n");
        output.Should().Contain("1 scenario failed without faults, and was not explored.");
        Path.GetFileName(Directory.GetFiles(Folder, "*.feature").Single()).Should().Be("01-gw-holds-exactly-3-sessions.feature");
    }

    [Fact]
    public async Task A_log_of_another_scenario_is_refused()
    {
        string path = _directory.Write("overclaiming.feature", Overclaiming);
        await CliCall.RunAsync("explore", path, "--seeds", "20", "--jobs", "1", "--out", Folder);
        _directory.Write("overclaiming.feature", Overclaiming.Replace("3 messages", "4 messages", StringComparison.Ordinal));

        (int code, string _, string error) = await CliCall.RunAsync("replay", Directory.GetFiles(Folder, "*.decisions").Single());

        code.Should().Be(2);
        error.Should().Contain("is not the same scenario as when");
    }

    [Theory]
    [InlineData("--strategy", "guess", "write mix, swarm, guided, boundary, exhaustive-1 or exhaustive-2")]
    [InlineData("--time", "0s", "at least 100ms")]
    [InlineData("--seeds", "0", "write a whole number from 1")]
    public async Task A_value_that_cannot_be_says_what_can(string option, string value, string says)
    {
        (int code, string _, string error) = await CliCall.RunAsync("explore", option, value);

        code.Should().Be(2);
        error.Should().Contain(says);
    }

    [Fact]
    public async Task What_runs_on_sockets_alone_cannot_be_explored()
    {
        string path = _directory.Write("exchange.feature", $"@udp-only\n{SmallFeatures.Exchange}");

        (int code, string _, string error) = await CliCall.RunAsync("explore", path, "--seeds", "1");

        code.Should().Be(2);
        error.Should().Contain("on the backend sim");
    }

    [Fact]
    public async Task Boundary_shows_what_became_of_each_place()
    {
        string path = _directory.Write("overclaiming.feature", Overclaiming);

        (int code, string output, string _) = await CliCall.RunAsync(
            "explore",
            path,
            "--seeds",
            "400",
            "--jobs",
            "1",
            "--strategy",
            "boundary",
            "--out",
            Folder
        );

        code.Should().Be(1);
        output.Should().Contain("boundary.txt");
        string[] lines = File.ReadAllLines(Path.Combine(Folder, "boundary.txt"));
        lines[0].Should().StartWith("= went as written");
        Match head = Regex.Match(lines[1], @"overclaiming\.feature:3 Nothing is ever lost: (\d+) of (\d+) places$");
        head.Success.Should().BeTrue(lines[1]);
        int run = int.Parse(head.Groups[1].Value, CultureInfo.InvariantCulture);
        run.Should().BeInRange(1, int.Parse(head.Groups[2].Value, CultureInfo.InvariantCulture) - 1, "400 plans do not reach all places");
        string cells = string.Concat(lines[2..].Select(static line => line[Math.Min(line.Length, 15)..]));
        run.Should().Be(cells.Count(static cell => cell != ' '));
        lines.Should().ContainSingle(line => line.StartsWith("  loss ", StringComparison.Ordinal)).Which.Should().Contain("X");
        lines.Should().ContainSingle(line => line.StartsWith("  clock step ", StringComparison.Ordinal)).Which.Should().Contain("=");
    }

    [Theory]
    [InlineData("mix")]
    [InlineData("guided")]
    public async Task The_same_seeds_come_to_the_same_states_with_any_number_of_jobs(string strategy)
    {
        string path = _directory.Write("exchange.feature", SmallFeatures.Exchange);
        string[] call = ["explore", path, "--seeds", "120", "--strategy", strategy, "--out", Folder, "--jobs"];

        (int _, string alone, string _) = await CliCall.RunAsync([.. call, "1"]);
        (int _, string together, string _) = await CliCall.RunAsync([.. call, "3"]);

        string Sums(string output) =>
            Regex
                .Match(output, @"[\d,]+ whose faults never struck, [\d,]+ seeds without a plan of their own, [\d,]+ states of the network")
                .Value;
        Sums(together).Should().Be(Sums(alone)).And.NotBeEmpty();
    }

    [Fact]
    public async Task An_interruption_keeps_what_was_found()
    {
        string path = _directory.Write("overclaiming.feature", Overclaiming);

        await using var call = CliCall.Start("explore", path, "--time", "10min", "--jobs", "1", "--out", Folder);
        await call.Out.WaitForAsync(" 1 found");
        int code = await call.StopAsync();

        code.Should().Be(130);
        call.Error.Text.Should().Contain("interrupted; what was found so far is kept.");
        call.Out.Text.Should().Contain("found in ");
        Directory.GetFiles(Folder, "*.feature").Should().ContainSingle();
    }

    private string Folder => Path.Combine(_directory.Path, "findings");
}
