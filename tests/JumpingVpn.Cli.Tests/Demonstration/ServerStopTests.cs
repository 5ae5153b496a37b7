using System.Diagnostics;
using System.Text.Json;
using JumpingVpn.Cli.Tests.Prototype;
using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Demonstration;

/// <summary>A stop is an event with totals, told to the clients.</summary>
public class ServerStopTests
{
    [PosixFact]
    public async Task It_tells_the_clients_ends_with_the_totals_and_with_0()
    {
        await using var server = CliProcess.Start("server", "--bind", "127.0.0.1:0");
        using var client = new PrototypeClient(await EventLine.BoundAddressAsync(server.Out));
        await client.HandshakeAsync();
        (await client.SendDataAsync("hello")).Text("type").Should().Be("DATA_ACK");

        await server.SignalAsync("TERM");
        Dictionary<string, JsonElement> told = await client.ListenAsync();

        (told.Text("type"), told.Text("session_id"), told.Text("reason")).Should().Be(("TERMINATE", client.SessionId, "server_stopping"));
        (await server.ExitAsync()).Should().Be(0);
        JsonElement stop = EventLine.Parse(server.Out.Lines[^1]);
        stop.GetProperty("event").GetString().Should().Be("ServerStop");
        stop.GetProperty("sessions_created").GetInt64().Should().Be(1);
        stop.GetProperty("sessions_ended_by_stop").GetInt64().Should().Be(1);
        stop.GetProperty("data_delivered").GetInt64().Should().Be(1);
        server.Error.Lines.Should().BeEmpty();
    }

    [PosixFact]
    public async Task A_signal_that_comes_twice_at_once_is_one_wish()
    {
        await using var shell = CliProcess.StartShell(
            "$CLI server --bind 127.0.0.1:0 & read x; kill -s TERM $!; kill -s TERM $!; wait $!; echo ended $?"
        );
        await shell.Out.WaitForAsync("ServerStart");

        await shell.WriteLineAsync("now");

        await shell.Out.WaitForAsync("ended 0");
        shell.Out.Text.Should().Contain("ServerStop");
    }

    [PosixFact]
    public async Task Too_few_open_files_are_a_sentence_and_not_a_stack_trace()
    {
        await using var shell = CliProcess.StartShell("ulimit -n 60; $CLI server --bind 127.0.0.1:0; echo ended $?");

        await shell.Out.WaitForAsync("ended 2");
        shell
            .Error.Lines.Should()
            .Equal("jumpingvpn: this process may have 60 files open, but needs 192; raise the limit, for example with: ulimit -n 1024");
    }

    [PosixFact]
    public Task A_key_that_never_comes_out_of_its_pipe_does_not_keep_it_from_ending() =>
        StopWhileReadingAsync(pipe => ["server", "--bind", "127.0.0.1:0", "--mode", "psk", "--psk-file", pipe]);

    [PosixFact]
    public Task Nor_does_a_policy() => StopWhileReadingAsync(pipe => ["server", "--bind", "127.0.0.1:0", "--policy-file", pipe]);

    [LinuxFact]
    public async Task A_log_file_that_is_a_pipe_is_refused_and_not_waited_for()
    {
        using var directory = new TemporaryDirectory();
        await using var shell = CliProcess.StartShell(
            $"mkfifo {directory.Path}/pipe; $CLI server --bind 127.0.0.1:0 --log-file {directory.Path}/pipe; echo ended $?"
        );

        await shell.Out.WaitForAsync("ended 2");
        shell.Error.Text.Should().Contain("it is not a regular file");
    }

    [LinuxFact]
    public async Task A_log_file_as_long_as_it_may_be_costs_the_record_and_no_session()
    {
        using var directory = new TemporaryDirectory();
        await using var server = CliProcess.StartShell(
            "export DOTNET_EnableWriteXorExecute=0; ulimit -f 1; "
                + $"exec $CLI server --bind 127.0.0.1:0 --log-file {directory.Path}/x.log"
        );
        using var client = new PrototypeClient(await EventLine.BoundAddressAsync(server.Out));
        for (int i = 0; i < 8; i++)
        {
            await client.HandshakeAsync();
        }

        await server.Error.WaitForAsync("Sessions continue");
        (await client.SendDataAsync("hello")).Text("type").Should().Be("DATA_ACK");
        await server.SignalAsync("TERM");
        (await server.ExitAsync()).Should().Be(0);
    }

    private static async Task StopWhileReadingAsync(Func<string, string[]> arguments)
    {
        using var directory = new TemporaryDirectory();
        string pipe = Path.Combine(directory.Path, "pipe");
        using (var made = Process.Start("mkfifo", [pipe]))
        {
            await made.WaitForExitAsync();
        }

        await using var server = CliCall.Start(arguments(pipe));
        await using FileStream reached = await Task.Run(() => // which waits until somebody reads
            new FileStream(pipe, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)
        );

        (await server.StopAsync().WaitAsync(LineCapture.Patience)).Should().Be(0);

        server.Out.Lines.Should().BeEmpty();
        server.Error.Lines.Should().BeEmpty();
    }
}
