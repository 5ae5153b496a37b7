using System.Diagnostics;
using System.Text.RegularExpressions;
using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Scenarios;

/// <summary>The program, the real vocabulary and the repository's features, in processes of their own.</summary>
public sealed class RealRunTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task The_same_seed_gives_the_same_bytes_in_another_process_culture_time_zone_and_JIT_mode()
    {
        await using CliProcess first = Run(["run", "features/network", "--seed", "7", "--trace", PathOf("first")], _ => { });
        await using CliProcess second = Run(["run", "features/network", "--seed", "7", "--trace", PathOf("second")], MakeStrange);
        await using CliProcess other = Run(["run", "features/network", "--seed", "8", "--trace", PathOf("other")], _ => { });

        (await first.ExitAsync()).Should().Be(0, first.Out.Text);
        (await second.ExitAsync()).Should().Be(0, second.Out.Text);
        (await other.ExitAsync()).Should().Be(0, other.Out.Text);

        string trace = await File.ReadAllTextAsync(PathOf("first"));
        trace.Should().NotBeEmpty();
        (await File.ReadAllTextAsync(PathOf("second")) == trace).Should().BeTrue("the seed is the whole world");
        (await File.ReadAllTextAsync(PathOf("other")) == trace).Should().BeFalse("another seed is another world");
        first.Out.Lines[0].Should().Be("seed: 7");
        WithoutTime(first.Out.Text)
            .Replace(PathOf("first"), PathOf("second"), StringComparison.Ordinal)
            .Should()
            .Be(WithoutTime(second.Out.Text));
    }

    [Fact]
    public async Task A_false_claim_fails_on_both_carriers_with_its_place_the_wire_the_mappings_and_the_replay_command()
    {
        string path = _directory.Write(
            "false.feature",
            """
            Feature: False
              Scenario: A claim that is not true
                Given a gateway "gw"
                And a NAT "home" that is a port-restricted cone
                And a client "phone" behind "home" with a session on "gw"
                When "phone" exchanges 1 message
                Then "gw" has switched the transport of "phone" exactly once, explicitly
            """
        );

        await using CliProcess program = Run(["run", path, "--backend", "all", "--seed", "0x10"], _ => { });

        (await program.ExitAsync()).Should().Be(1);
        program.Out.Lines[^1].Should().Be("0 passed, 2 failed");
        program
            .Out.Text.Should()
            .Contain($"{path}:7: ")
            .And.Contain("DATA_ACK")
            .And.Contain("the mappings of \"home\":")
            .And.Contain("phone/1 -> home/1, for any, admits gw/1, answered");
        program.Out.Text.Should().Contain($"replay: dotnet run --project src/JumpingVpn.Cli -- run {path}:2 --backend udp --seed 16");
    }

    [Fact]
    public async Task A_wrong_unit_is_named_with_its_line_and_the_units_there_are()
    {
        string path = _directory.Write(
            "unit.feature",
            """
            Feature: Unit
              Scenario: Far
                Given a gateway "gw" with a session TTL of 5 parsecs
            """
        );

        await using CliProcess program = Run(["run", path], _ => { });

        (await program.ExitAsync()).Should().Be(2);
        program.Error.Text.Should().Contain($"{path}:3").And.Contain("5 parsecs").And.Contain("ms, s, min");
    }

    [Fact]
    public async Task Without_a_path_and_without_features_here_it_says_where_to_go()
    {
        await using var program = CliProcess.Start(["run"], start => start.WorkingDirectory = _directory.Path);

        (await program.ExitAsync()).Should().Be(2);
        program.Error.Lines.Should().ContainSingle().Which.Should().StartWith("jumpingvpn run: there is no directory 'features' here");
    }

    // The one line that is no function of the features and the seed.
    private static string WithoutTime(string report) => Regex.Replace(report, @"(\d+ scenarios) in [\d.]+ s", "$1");

    public void Dispose() => _directory.Dispose();

    private static CliProcess Run(string[] arguments, Action<ProcessStartInfo> adjust) =>
        CliProcess.Start(
            arguments,
            start =>
            {
                start.WorkingDirectory = RepositoryFiles.Root;
                adjust(start);
            }
        );

    private static void MakeStrange(ProcessStartInfo start)
    {
        start.Environment["LC_ALL"] = "tr_TR.UTF-8";
        start.Environment["TZ"] = "Pacific/Kiritimati";
        start.Environment["DOTNET_TieredCompilation"] = "0";
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_GCgen0size"] = "100000";
    }

    private string PathOf(string name) => Path.Combine(_directory.Path, name);
}
