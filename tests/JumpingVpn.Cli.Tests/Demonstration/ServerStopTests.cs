using System.Text.Json;
using JumpingVpn.Cli.Tests.Prototype;
using JumpingVpn.Cli.Tests.Support;

namespace JumpingVpn.Cli.Tests.Demonstration;

/// <summary>A stop is an event with totals, told to the clients.</summary>
public class ServerStopTests
{
    [PosixFact]
    public async Task It_tells_the_clients_ends_with_the_totals_and_with_0()
    {
        await using CliProcess server = CliProcess.Start("server", "--bind", "127.0.0.1:0");
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
        await using CliProcess shell = CliProcess.StartShell(
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
        await using CliProcess shell = CliProcess.StartShell("ulimit -n 60; $CLI server --bind 127.0.0.1:0; echo ended $?");

        await shell.Out.WaitForAsync("ended 2");
        shell
            .Error.Lines.Should()
            .Equal("jumpingvpn: this process may have 60 files open, but needs 96; raise the limit, for example by: ulimit -n 1024");
    }
}
