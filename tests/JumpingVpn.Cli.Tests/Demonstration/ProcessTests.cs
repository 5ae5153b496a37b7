using System.Net;
using System.Net.Sockets;
using JumpingVpn.Cli.Tests.Support;

namespace JumpingVpn.Cli.Tests.Demonstration;

/// <summary>What only a real process shows: signals, pipes and exit codes.</summary>
public class ProcessTests
{
    [PosixFact]
    public async Task Ctrl_C_and_SIGTERM_end_the_server_cleanly()
    {
        foreach (string signal in (string[])["INT", "TERM"])
        {
            await using CliProcess server = CliProcess.Start("server", "--bind", "127.0.0.1:0");
            await server.Out.WaitForAsync("ServerStart");

            await server.SignalAsync(signal);

            (await server.ExitAsync()).Should().Be(0, signal);
            server.Error.Lines.Should().BeEmpty();
        }
    }

    [PosixFact]
    public async Task A_reader_that_leaves_ends_the_server_quietly()
    {
        await using CliProcess shell = CliProcess.StartShell("$CLI server --bind 127.0.0.1:0 | head -n 1; echo ended");

        await shell.Out.WaitForAsync("ended");
        shell.Out.Lines.Should().HaveCount(2);
        shell.Error.Lines.Should().BeEmpty();
    }

    [PosixFact]
    public async Task A_reader_that_leaves_ends_the_client_quietly()
    {
        using var silence = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        string address = silence.Client.LocalEndPoint!.ToString()!;
        await using CliProcess shell = CliProcess.StartShell($"$CLI client --server {address} | head -n 1; echo ended");

        await shell.Out.WaitForAsync("ended");
        shell.Out.Lines.Should().HaveCount(2);
        shell.Error.Lines.Should().BeEmpty();
    }

    [PosixFact]
    public async Task A_client_talks_to_a_server_in_another_process_and_both_end_with_0()
    {
        await using CliProcess server = CliProcess.Start("server", "--bind", "127.0.0.1:0", "--log-level", "debug");
        string address = (await EventLine.BoundAddressAsync(server.Out)).ToString();
        await using CliProcess client = CliProcess.Start("client", "--server", address);

        (await client.ExitAsync()).Should().Be(0);
        await client.Out.WaitForAsync("ClientDone");
        await server.Out.WaitForAsync("DataAccepted", count: 6);
        await server.SignalAsync("INT");
        (await server.ExitAsync()).Should().Be(0);
    }
}
