using JumpingVpn.Cli.Logging;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.TestSupport;
using Serilog.Events;

namespace JumpingVpn.Cli.Tests.Logging;

/// <summary>The record as people read it on a terminal.</summary>
public class ReadableFormatterTests
{
    [Fact]
    public void A_line_has_time_level_name_and_members_without_JSON()
    {
        Format("""{"ts_ms":1,"event":"TransportSwitch","from_transport":"127.0.0.1:1","explicit":true,"state_version":2}""")
            .Should()
            .MatchRegex("^[0-9:]{8}\\.[0-9]{3} info    TransportSwitch    from_transport=127.0.0.1:1 explicit=true state_version=2\n$");
    }

    [Fact]
    public void What_a_peer_has_sent_moves_no_cursor()
    {
        Format("""{"event":"DataAccepted","payload":"a\u001b[2Jb","other":"\u202e x","empty":""}""")
            .Should()
            .Contain("payload=\"a\\u001B[2Jb\"")
            .And.Contain("other=\"\\u202E x\"")
            .And.Contain("empty=\"\"")
            .And.NotContain("\u001b")
            .And.NotContain("\u202e");
    }

    [Fact]
    public void Colours_are_for_those_who_have_them()
    {
        Format("""{"event":"SecurityEvent"}""", new Ink(true), LogEventLevel.Error).Should().Contain("\u001b[31merror");
    }

    [Fact]
    public async Task Standard_output_is_readable_where_asked_and_the_file_has_JSON()
    {
        using var directory = new TemporaryDirectory();
        string file = Path.Combine(directory.Path, "x.log");
        await using var server = CliCall.Start("server", "--bind", "127.0.0.1:0", "--log-format", "text", "--log-file", file);
        await server.Out.WaitForAsync("info    ServerStart        schema=1 bind=127.0.0.1:");
        await server.StopAsync();

        File.ReadLines(file).Should().OnlyContain(line => line.StartsWith("{\"ts_ms\":", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_terminal_is_asked_without_a_word()
    {
        await using var server = CliCall.Start(["server", "--bind", "127.0.0.1:0"], usual => usual with { OutIsTerminal = true });

        (await server.Out.WaitForAsync("ServerStart")).Should().NotStartWith("{");
    }

    private static string Format(string line, Ink ink = default, LogEventLevel level = LogEventLevel.Information)
    {
        using var text = new StringWriter();
        new ReadableFormatter(ink).Format(LineEvent.Of(new RecordLine("x", line, DateTimeOffset.UnixEpoch, level)), text);
        return text.ToString();
    }
}
