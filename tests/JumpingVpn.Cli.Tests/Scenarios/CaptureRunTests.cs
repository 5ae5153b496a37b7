using System.Text;
using System.Text.RegularExpressions;
using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Scenarios;

public sealed partial class CaptureRunTests : IDisposable
{
    private const string Exchange = """
        Feature: Exchange
          Scenario Outline: Messages
            Given a gateway "gw"
            And a client "phone" with a session on "gw"
            When "phone" sends <n> messages
            Then all messages of "phone" arrive exactly once
            Examples:
              | n |
              | 1 |
              | 2 |
        """;

    private readonly TemporaryDirectory _directory = new();

    [Theory]
    [InlineData("1")]
    [InlineData("3")]
    public async Task A_run_writes_one_section_in_which_each_scenario_bears_its_name_the_same_whatever_runs_at_once(string jobs)
    {
        string path = _directory.Write("exchange.feature", Exchange);
        string first = Path.Combine(_directory.Path, "first.pcapng");
        string second = Path.Combine(_directory.Path, "second.pcapng");

        (int code, string _, string? error) = await CliCall.RunAsync("run", path, "--seeds", "2", "--pcap", first);
        await CliCall.RunAsync("run", path, "--seeds", "2", "--jobs", jobs, "--pcap", second);

        error.Should().BeEmpty();
        code.Should().Be(0);
        byte[] capture = await File.ReadAllBytesAsync(first);
        SectionsOf(capture).Should().Be(1);
        ScenariosIn(capture)
            .Should()
            .SatisfyRespectively(
                name => name.Should().Match("scenario: Exchange \u203a Messages*1*seed 1]"),
                name => name.Should().Match("scenario: Exchange \u203a Messages*seed 2]"),
                name => name.Should().Match("scenario: Exchange \u203a Messages*2*seed 1]"),
                name => name.Should().Match("scenario: Exchange \u203a Messages*seed 2]")
            );
        capture.Should().Equal(await File.ReadAllBytesAsync(second));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("3")]
    public async Task A_folder_is_made_and_takes_a_file_for_each_scenario(string jobs)
    {
        string path = _directory.Write("exchange.feature", Exchange);
        string folder = Path.Combine(_directory.Path, "captures") + Path.DirectorySeparatorChar;

        (int code, string _, string? error) = await CliCall.RunAsync("run", path, "--jobs", jobs, "--pcap", folder);

        error.Should().BeEmpty();
        code.Should().Be(0);
        string[] files = [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal)];
        files
            .Select(file => Path.GetFileName(file))
            .Should()
            .SatisfyRespectively(
                name => name.Should().Match("001-exchange-messages*.pcapng"),
                name => name.Should().Match("002-exchange-messages*.pcapng")
            );
        foreach (string file in files)
        {
            ScenariosIn(await File.ReadAllBytesAsync(file)).Should().ContainSingle();
        }
    }

    [Fact]
    public async Task Real_sockets_have_as_many_packets_in_their_capture_as_the_simulated_network()
    {
        string path = _directory.Write("exchange.feature", Exchange);
        string simulated = Path.Combine(_directory.Path, "sim.pcapng");
        string real = Path.Combine(_directory.Path, "udp.pcapng");

        await CliCall.RunAsync("run", path, "--backend", "sim", "--pcap", simulated);
        await CliCall.RunAsync("run", path, "--backend", "udp", "--pcap", real);

        byte[] capture = await File.ReadAllBytesAsync(real);
        ScenariosIn(capture).Should().Equal(ScenariosIn(await File.ReadAllBytesAsync(simulated)));
        capture.Length.Should().Be((int)new FileInfo(simulated).Length);
    }

    [Theory]
    [InlineData("no/where")]
    [InlineData("exchange.feature/")]
    public async Task A_capture_that_cannot_be_written_is_said_before_anything_is_run(string capture)
    {
        string path = _directory.Write("exchange.feature", Exchange);

        (int code, string? output, string? error) = await CliCall.RunAsync("run", path, "--pcap", Path.Combine(_directory.Path, capture));

        code.Should().Be(2);
        output.Should().NotContain("✓");
        error.Should().Contain("--pcap").And.Contain("cannot be written");
    }

    public void Dispose() => _directory.Dispose();

    private static IEnumerable<string> ScenariosIn(byte[] capture) =>
        ScenarioComment().Matches(Encoding.UTF8.GetString(capture)).Select(match => match.Value);

    [GeneratedRegex(@"scenario: [^\x00-\x1f]*?(?=; |[\x00-\x1f])")]
    private static partial Regex ScenarioComment();

    private static int SectionsOf(byte[] capture)
    {
        int sections = 0;
        for (int offset = 0; offset < capture.Length; offset += BitConverter.ToInt32(capture, offset + 4))
        {
            sections += BitConverter.ToUInt32(capture, offset) == 0x0A0D0D0A ? 1 : 0;
        }

        return sections;
    }
}
