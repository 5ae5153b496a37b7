using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Importing;

public sealed class ImportCommandTests : IDisposable
{
    private const string Rebound = """
        Feature: Rebound
          Scenario: A port changes in mid-flow
            Given a NAT "home" that is a full cone
            And a peer "phone" behind "home"
            And a peer "server"
            And a peer "other"
            And the link of "phone" has a delay of 10 ms
            And the uplink of "phone" loses datagram number 3
            And "home" rebinds every mapping to a new port, with datagram number 5 on the uplink of "phone"
            When these datagrams are sent:
              | at    | from   | to     | bytes        | seen in |
              | 0 ms  | phone  | server | 100          |         |
              | 15 ms | phone  | other  | 5            |         |
              | 20 ms | phone  | server | 100          |         |
              | 30 ms | other  | phone  | 0x0102030405 | 1       |
              | 45 ms | phone  | server | 0            |         |
              | 60 ms | phone  | server | 100          |         |
              | 90 ms | server | phone  | 33           |         |
              | 90 ms | server | phone  | 33           | 1       |
            Then all of these datagrams have arrived except 3 and 8
        """;

    private const string Single = """
        Feature: Single
          Scenario: One datagram
            Given a peer "phone"
            And a peer "server"
            When these datagrams are sent:
              | at   | from  | to     | bytes |
              | 0 ms | phone | server | 100   |
            Then all of these datagrams have arrived
        """;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_capture_becomes_a_feature_that_passes_and_its_capture_the_same_feature()
    {
        string capture = await CaptureAsync(Rebound);
        string feature = Path.Combine(_directory.Path, "it.feature");

        (int code, string output, string error) = await CliCall.RunAsync("import", capture, "--bytes", "--out", feature);

        code.Should().Be(0, error);
        output.Should().BeEmpty();
        error
            .Should()
            .Contain("has endpoint-independent mapping")
            .And.Contain("gives ports that are preserved")
            .And.Contain("gave \"phone\" another port while it was in use")
            .And.Contain("its 8 datagrams have the order, times, lengths and fates of the capture.");
        string written = await File.ReadAllTextAsync(feature);
        written.Should().Contain("the uplink of \"phone\" loses datagram number 3").And.Contain("0x0102030405");
        written.Should().Contain("all of these datagrams have arrived except 3 and 8");
        (int again, string failure, string _) = await CliCall.RunAsync("run", feature, "--backend", "all");
        again.Should().Be(0, failure);

        string second = await CaptureAsync(written);
        (int last, string same, string _) = await CliCall.RunAsync("import", second, "--bytes");
        last.Should().Be(0);
        Steps(same).Should().Be(Steps(written));
    }

    [Fact]
    public async Task A_file_that_is_no_capture_is_a_usage_error_with_its_first_bytes()
    {
        string path = _directory.Write("notes.txt", "hello");

        (int code, string _, string error) = await CliCall.RunAsync("import", path);

        code.Should().Be(2);
        error.Should().Contain("begins with the bytes 68656c6c").And.Contain("tcpdump -w");
    }

    [Fact]
    public async Task A_folder_a_third_file_and_a_file_that_is_not_there_are_usage_errors()
    {
        (await CliCall.RunAsync("import", _directory.Path)).Code.Should().Be(2);
        (await CliCall.RunAsync("import", "nothing.pcap")).Error.Should().Contain("'nothing.pcap' cannot be read");
        (await CliCall.RunAsync("import", "a", "b", "c")).Error.Should().Contain("3 captures are too many");
    }

    [Fact]
    public async Task A_capture_that_is_cut_before_its_first_datagram_says_where()
    {
        string capture = await CaptureAsync(Rebound);
        byte[] bytes = await File.ReadAllBytesAsync(capture);
        await File.WriteAllBytesAsync(capture, bytes[..60]);

        (int code, string _, string error) = await CliCall.RunAsync("import", capture);

        code.Should().Be(2);
        error.Should().Contain("captured.pcapng: 0 UDP datagrams\n").And.Contain("which begins at byte ").And.Contain("it was cut");
        error.Should().EndWith("it has no complete UDP datagram, so there is nothing to import.\n");
    }

    [Fact]
    public async Task One_datagram_is_one()
    {
        string capture = await CaptureAsync(Single);

        (int code, string _, string error) = await CliCall.RunAsync("import", capture);

        code.Should().Be(0, error);
        error.Should().Contain("its 1 datagram has the time, length and fate of the capture.");
    }

    [Theory]
    [InlineData("nonsense", "--outside 'nonsense': write an IP address")]
    [InlineData("203.0.113.7", "it already says what is outside")]
    public async Task An_outside_that_cannot_be_is_refused(string address, string words)
    {
        string capture = await CaptureAsync(Single);

        (int code, string _, string error) = await CliCall.RunAsync("import", capture, "--outside", address);

        code.Should().Be(2);
        error.Should().Contain(words);
        (await CliCall.RunAsync("import", capture, capture, "--outside", "203.0.113.7"))
            .Error.Should()
            .Contain("of two captures each is one side");
    }

    [Fact]
    public async Task A_capture_that_is_cut_is_imported_up_to_there()
    {
        string capture = await CaptureAsync(Rebound);
        byte[] bytes = await File.ReadAllBytesAsync(capture);
        await File.WriteAllBytesAsync(capture, bytes[..^30]);

        (int code, string output, string error) = await CliCall.RunAsync("import", capture);

        code.Should().Be(0, error);
        error.Should().Contain("the file ends within block").And.Contain("What came before is used.");
        output.Should().StartWith("Feature: ");
    }

    private async Task<string> CaptureAsync(string feature)
    {
        string path = _directory.Write("captured.feature", feature);
        string capture = Path.Combine(_directory.Path, "captured.pcapng");
        (int code, string output, string _) = await CliCall.RunAsync("run", path, "--pcap", capture);
        code.Should().Be(0, output);
        return capture;
    }

    private static string Steps(string feature) => feature[feature.IndexOf("  Scenario:", StringComparison.Ordinal)..];
}
