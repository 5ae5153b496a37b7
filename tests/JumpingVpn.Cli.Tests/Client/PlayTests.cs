using System.Net;
using System.Text.Json;
using JumpingVpn.Cli.Tests.Support;

namespace JumpingVpn.Cli.Tests.Client;

/// <summary>A client that does what options and scripts say, over real sockets.</summary>
public sealed class PlayTests : IAsyncLifetime
{
    private readonly CliCall _server = CliCall.Start("server", "--bind", "127.0.0.1:0", "--log-payload");
    private string _address = "";

    public async Task InitializeAsync() => _address = (await EventLine.BoundAddressAsync(_server.Out)).ToString();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_text_is_sent_and_said_goodbye_to()
    {
        (int code, string output, string error) = await RunAsync("--send", "hello");

        code.Should().Be(0, error);
        (await _server.Out.WaitForAsync("\"DataAccepted\"")).Should().Contain("\"payload\":\"hello\"");
        await _server.Out.WaitForAsync("\"SessionTerminated\"");
        JsonElement summary = Summary(output);
        (Number(summary, "sent"), Number(summary, "acknowledged"), Number(summary, "lost")).Should().Be((1, 1, 0));
    }

    [Fact]
    public async Task A_socket_that_dies_in_the_middle_costs_a_switch_and_no_message()
    {
        (int code, string output, string error) = await RunAsync("--count", "20", "--interval", "10ms", "--kill-after", "10");

        code.Should().Be(0, error);
        output.Should().Contain("\"SimulateTransportDeath\"");
        await _server.Out.WaitForAsync("\"TransportSwitch\"");
        JsonElement summary = Summary(output);
        (Number(summary, "acknowledged"), Number(summary, "switches")).Should().Be((20, 1));
        Number(summary, "recoveries").Should().BeGreaterThanOrEqualTo(1, "a busy machine may be as bad as a bad path for a while");
        Number(summary, "rtt_median_us").Should().BePositive().And.BeLessThanOrEqualTo(Number(summary, "rtt_longest_us"));
    }

    [Fact]
    public async Task A_script_plays_its_steps()
    {
        string script = Script("send one\nrebind\nsend two\nsettle\ndrop 100ms\nsend three\nidle\nwake\nkill\nsend four\nquit\nsend never");

        (int code, string output, string error) = await RunAsync("--script", script);

        code.Should().Be(0, error);
        await _server.Out.WaitForAsync("\"payload\":\"four\"");
        _server.Out.Text.Should().NotContain("never").And.Contain("\"payload\":\"two\"").And.Contain("\"payload\":\"three\"");
        Number(Summary(output), "sent").Should().Be(4);
        Number(Summary(output), "switches").Should().BeGreaterThanOrEqualTo(1);
    }

    [Fact]
    public async Task It_goes_to_the_network_that_a_script_names()
    {
        if (!OperatingSystem.IsLinux())
        {
            return; // elsewhere 127.0.0.2 is not an address of this machine
        }

        string script = Script("send one\nsettle\nswitch lte\nwait 700ms\nsend two\nswitch auto");
        (int code, string output, string error) = await RunAsync(
            "--network",
            "wifi=127.0.0.1",
            "--network",
            "lte=127.0.0.2",
            "--script",
            script
        );

        code.Should().Be(0, error);
        EventLine.Member(await _server.Out.WaitForAsync("\"TransportSwitch\""), "to_transport").Should().StartWith("127.0.0.2:");
        Number(Summary(output), "lost").Should().Be(0);
    }

    [Fact]
    public async Task What_was_not_delivered_is_a_failure()
    {
        string script = Script("drop\nsend into the void\nsettle 200ms");
        (int code, string output, string error) = await RunAsync("--script", script);

        code.Should().Be(1);
        error.Should().Contain("messages are not acknowledged: 1; after 200ms");
        Number(Summary(output), "lost").Should().Be(1);
    }

    [Fact]
    public async Task A_session_that_ends_before_the_script_is_a_failure_with_its_reason()
    {
        Task<(int Code, string Out, string Error)> running = RunAsync("--count", "100000", "--interval", "10ms");
        await _server.Out.WaitForAsync("\"DataAccepted\"");
        await _server.StopAsync();

        (int code, string _, string error) = await running;
        code.Should().Be(1);
        error.Should().Contain("the session has ended: it is stopping");
    }

    [Fact]
    public async Task What_is_interrupted_before_its_end_says_so_and_what_has_none_ends_well()
    {
        await using var finite = CliCall.Start("client", "--server", _address, "--count", "1000");
        await finite.Out.WaitForAsync("\"SessionEstablished\"");
        (await finite.StopAsync()).Should().Be(130);
        await finite.Out.WaitForAsync("\"ClientSummary\"");

        await using var endless = CliCall.Start("client", "--server", _address, "--interval", "20ms");
        await endless.Out.WaitForAsync("\"SessionEstablished\"");
        (await endless.StopAsync()).Should().Be(0, endless.Error.Text);
    }

    [Theory]
    [InlineData("--listen carries other programs' datagrams, so --send has no place", "--listen", "127.0.0.1:0", "--send", "x")]
    [InlineData("--delivery says how --listen delivers", "--delivery", "exactly-once")]
    [InlineData("--demo says what is done, and so does --count", "--demo", "--count", "3")]
    [InlineData("--script says what is done, and so does --send", "--script", "x", "--send", "y")]
    [InlineData("--network: the demonstration has one network", "--network", "a=127.0.0.1")]
    [InlineData("--count '0': write a whole number", "--count", "0")]
    [InlineData("--interval '5': write a number and a unit", "--interval", "5")]
    [InlineData("--kill-after 'soon': write a number of messages, or a time", "--kill-after", "soon")]
    [InlineData("--network 'a=b': 'b' is not an IP address", "--send", "x", "--network", "a=b")]
    [InlineData("--script 'nowhere.txt': it cannot be read", "--script", "nowhere.txt")]
    [InlineData("--delivery 'fast': write exactly-once or newest-first", "--listen", "127.0.0.1:0", "--delivery", "fast")]
    public async Task What_does_not_fit_together_is_told(string told, params string[] options)
    {
        (int code, string output, string error) = await RunAsync(options);

        code.Should().Be(2);
        output.Should().BeEmpty();
        error.Should().Contain(told);
    }

    [Fact]
    public async Task A_port_to_listen_on_that_is_taken_is_told()
    {
        using var taken = new System.Net.Sockets.UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        (int code, string _, string error) = await RunAsync("--listen", taken.Client.LocalEndPoint!.ToString()!);
        (code, error.Contains("--listen: ")).Should().Be((2, true), error);
    }

    private static JsonElement Summary(string output) =>
        EventLine.Parse(output.Split('\n').Single(line => line.Contains("\"ClientSummary\"")));

    private static long Number(JsonElement summary, string member) => summary.GetProperty(member).GetInt64();

    private static string Script(string text)
    {
        string path = Path.Combine(Path.GetTempPath(), $"jumpingvpn-{Guid.NewGuid():N}.txt");
        File.WriteAllText(path, text);
        return path;
    }

    private Task<(int Code, string Out, string Error)> RunAsync(params string[] options) =>
        CliCall.RunAsync(["client", "--server", _address, .. options]);
}
