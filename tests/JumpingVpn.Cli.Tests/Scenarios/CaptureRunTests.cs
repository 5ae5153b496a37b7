using JumpingVpn.Cli.Tests.Support;

namespace JumpingVpn.Cli.Tests.Scenarios;

public sealed class CaptureRunTests : IDisposable
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

    [Fact]
    public async Task A_run_on_the_simulated_network_writes_a_section_for_each_scenario_the_same_each_time()
    {
        string path = _directory.Write("exchange.feature", Exchange);
        string first = Path.Combine(_directory.Path, "first.pcapng");
        string second = Path.Combine(_directory.Path, "second.pcapng");

        var (code, _, error) = await CliCall.RunAsync("run", path, "--pcap", first);
        await CliCall.RunAsync("run", path, "--pcap", second);

        error.Should().BeEmpty();
        code.Should().Be(0);
        byte[] capture = await File.ReadAllBytesAsync(first);
        SectionsOf(capture).Should().Be(2);
        capture.Should().Equal(await File.ReadAllBytesAsync(second));
    }

    [Theory]
    [InlineData("udp")]
    [InlineData("all")]
    public async Task Real_sockets_are_not_captured_and_nothing_is_run_or_written(string backend)
    {
        string path = _directory.Write("exchange.feature", Exchange);
        string capture = Path.Combine(_directory.Path, "capture.pcapng");

        var (code, _, error) = await CliCall.RunAsync("run", path, "--backend", backend, "--pcap", capture);

        code.Should().Be(2);
        error.Should().Contain("--pcap shows what the simulated network carries: give --backend sim.");
        File.Exists(capture).Should().BeFalse();
    }

    [Fact]
    public async Task A_capture_that_cannot_be_written_is_said_before_anything_is_run()
    {
        string path = _directory.Write("exchange.feature", Exchange);

        var (code, output, error) = await CliCall.RunAsync("run", path, "--pcap", Path.Combine(_directory.Path, "no", "where"));

        code.Should().Be(2);
        output.Should().NotContain("✓");
        error.Should().Contain("--pcap").And.Contain("cannot be written");
    }

    public void Dispose() => _directory.Dispose();

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
