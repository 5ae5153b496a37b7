using System.Net;
using System.Net.Sockets;
using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Demonstration;

/// <summary>What only a real process shows: signals, pipes and exit codes.</summary>
public class ProcessTests
{
    [PosixFact]
    public async Task Ctrl_C_and_SIGTERM_end_the_server_cleanly()
    {
        foreach (string signal in (string[])["INT", "TERM"])
        {
            await using var server = CliProcess.Start("server", "--bind", "127.0.0.1:0");
            await server.Out.WaitForAsync("ServerStart");

            await server.SignalAsync(signal);

            (await server.ExitAsync()).Should().Be(0, signal);
            server.Error.Lines.Should().BeEmpty();
        }
    }

    [PosixFact]
    public Task A_reader_that_leaves_ends_the_server_without_a_word_and_the_shell_is_told() =>
        EndsWithItsReaderAsync("server --bind 127.0.0.1:0");

    [PosixFact]
    public async Task A_reader_that_leaves_ends_the_client_without_a_word_and_the_shell_is_told()
    {
        using var silence = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        await EndsWithItsReaderAsync($"client --server {silence.Client.LocalEndPoint}");
    }

    [PosixFact]
    public async Task With_a_log_file_a_server_goes_on_when_nobody_reads_standard_output()
    {
        using var folder = new TemporaryDirectory();
        string log = Path.Combine(folder.Path, "server.log");
        await using var shell = CliProcess.StartShell(Piped($"server --bind 127.0.0.1:0 --log-file {log}"));
        await shell.Error.WaitForAsync($"jumpingvpn server: nobody reads standard output any more; the events continue in {log}.");
        string address = (await EventLine.BoundAddressAsync(shell.Out)).ToString();

        await using var client = CliProcess.Start("client", "--server", address);

        (await client.ExitAsync()).Should().Be(0, "the server still serves");
        File.ReadAllText(log).Should().Contain("TransportSwitch");
    }

    [PosixFact]
    public async Task A_client_talks_to_a_server_in_another_process_and_both_end_with_0()
    {
        await using var server = CliProcess.Start("server", "--bind", "127.0.0.1:0", "--log-level", "debug");
        string address = (await EventLine.BoundAddressAsync(server.Out)).ToString();
        await using var client = CliProcess.Start("client", "--server", address);

        (await client.ExitAsync()).Should().Be(0);
        await client.Out.WaitForAsync("ClientDone");
        await server.Out.WaitForAsync("DataAccepted", count: 6);
        await server.SignalAsync("INT");
        (await server.ExitAsync()).Should().Be(0);
    }

    private static async Task EndsWithItsReaderAsync(string command)
    {
        await using var shell = CliProcess.StartShell(Piped(command));

        await shell.Out.WaitForAsync("ended with 141");
        shell.Out.Lines.Should().HaveCount(2);
        shell.Error.Lines.Should().BeEmpty();
    }

    /// <summary>Runs it with a reader that takes one line; then says how it ended.</summary>
    private static string Piped(string command) => $"{{ {{ $CLI {command}; echo ended with $? >&3; }} | head -n 1; }} 3>&1";
}
