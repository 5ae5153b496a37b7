using System.Diagnostics;
using System.Net;
using JumpingVpn.Cli.Tests.Prototype;
using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Demonstration;

/// <summary>What a server and a client record, and that they go on where they cannot.</summary>
public sealed class RecordTests
{
    [Fact]
    public async Task Unless_asked_a_server_records_what_it_refuses_and_not_what_it_accepts()
    {
        await using var server = CliCall.Start("server", "--bind", "127.0.0.1:0");
        IPEndPoint address = await EventLine.BoundAddressAsync(server.Out);
        using var client = new PrototypeClient(address);
        await client.HandshakeAsync();
        await client.SendDataAsync("accepted");
        using var stranger = new PrototypeClient(address);
        await stranger.SendDataAsync("refused", client.SessionId);

        (await server.StopAsync()).Should().Be(0);

        EventLine
            .Names(server.Out)
            .Should()
            .Equal("ServerStart", "SessionCreated", "StateChange", "DataRejected", "StateChange", "SessionTerminated", "ServerStop");
    }

    [Fact]
    public async Task A_server_that_records_warnings_alone_says_nothing_of_its_start()
    {
        await using var server = CliCall.Start("server", "--bind", "127.0.0.1:0", "--log-level", "warning");

        (await server.StopAsync()).Should().Be(0);

        server.Out.Lines.Should().BeEmpty();
    }

    [Fact]
    public async Task A_log_file_has_every_line_of_standard_output()
    {
        using var directory = new TemporaryDirectory();
        string file = Path.Combine(directory.Path, "client.log");
        await using var server = CliCall.Start("server", "--bind", "127.0.0.1:0");
        string address = (await EventLine.BoundAddressAsync(server.Out)).ToString();

        (int code, string output, string error) = await CliCall.RunAsync(
            "client",
            "--server",
            address,
            "--log-file",
            file,
            "--log-level",
            "debug"
        );

        code.Should().Be(0, error);
        output.Should().Contain("DataRoundtrip").And.Contain("ClientDone");
        (await File.ReadAllTextAsync(file)).Should().Be(output);
    }

    [Theory]
    [InlineData("--log-level 'loud': write debug, info, warning or error.", "--log-level", "loud")]
    [InlineData(
        "--log-level warning hides what --log-payload shows, which is of the level debug; leave one of them out.",
        "--log-level",
        "warning",
        "--log-payload"
    )]
    [InlineData(
        "--log-file '/no/such/folder/x.log': there is no folder '/no/such/folder'; "
            + "name a file in a folder that exists and can be written.",
        "--log-file",
        "/no/such/folder/x.log"
    )]
    public async Task What_cannot_be_is_one_line_and_exit_code_2(string complaint, params string[] options)
    {
        (int code, string output, string error) = await CliCall.RunAsync(["server", "--bind", "127.0.0.1:0", .. options]);

        code.Should().Be(2);
        output.Should().BeEmpty();
        error.Should().StartWith($"jumpingvpn server: {complaint}");
        error.TrimEnd('\n').Should().NotContain("\n", "it is one line");
    }

    [Fact]
    public async Task A_full_disk_under_the_record_costs_no_session_and_the_server_says_so()
    {
        await using var server = CliCall.Start(
            ["server", "--bind", "127.0.0.1:0", "--log-level", "debug"],
            usual => usual with { RecordTo = (to, formatter) => to.Sink(new FillingDisk(new WriterSink(usual.Out, formatter), lines: 1)) }
        );
        using var client = new PrototypeClient(await EventLine.BoundAddressAsync(server.Out));
        await client.HandshakeAsync();
        await server.Error.WaitForAsync("standard output cannot be written: No space left on device. Sessions continue");

        (await client.SendDataAsync("still served")).Text("type").Should().Be("DATA_ACK");

        (await server.StopAsync()).Should().Be(0);
        server
            .Error.Lines[^1]
            .Should()
            .Be("jumpingvpn server: 6 events are missing from standard output: it could not be written: No space left on device.");
    }

    [LinuxFact]
    public async Task A_client_whose_output_is_lost_does_its_work_and_fails()
    {
        await using var server = CliCall.Start("server", "--bind", "127.0.0.1:0", "--log-level", "debug");
        string address = (await EventLine.BoundAddressAsync(server.Out)).ToString();

        await using var shell = CliProcess.StartShell($"$CLI client --server {address} > /dev/full; echo exit $?");

        (await shell.Out.WaitForAsync("exit")).Should().Be("exit 1");
        await server.Out.WaitForAsync("DataAccepted", count: 6);
        await shell.Error.WaitForAsync("jumpingvpn client: standard output cannot be written: No space left on device. Sessions continue");
        await shell.Error.WaitForAsync("events are missing from standard output");
    }

    [PosixFact]
    public async Task SIGTERM_ends_a_server_whose_reader_reads_nothing_more()
    {
        using var directory = new TemporaryDirectory();
        string pipe = Path.Combine(directory.Path, "pipe");
        await using var shell = CliProcess.StartShell(
            $"mkfifo {pipe}; exec 3<>{pipe}; $CLI server --bind 127.0.0.1:0 --log-payload >&3 & echo pid $!; read -r "
                + $"line <&3; echo \"$line\"; wait $!; echo exit $?"
        );
        using var client = new PrototypeClient(await EventLine.BoundAddressAsync(shell.Out));
        await client.HandshakeAsync();
        string text = new('x', 1_000);
        for (int i = 0; i < 200; i++)
        {
            await client.SendDataAsync(text); // 200 kB of lines, and a pipe has room for 64
        }

        string pid = (await shell.Out.WaitForAsync("pid"))["pid ".Length..];
        using var kill = Process.Start("kill", ["-s", "TERM", pid]);

        (await shell.Out.WaitForAsync("exit")).Should().Be("exit 0");
        (await shell.Error.WaitForAsync("missing"))
            .Should()
            .MatchRegex(@"^jumpingvpn server: \d+ events are missing from standard output: it was read too slowly\.$");
    }
}
