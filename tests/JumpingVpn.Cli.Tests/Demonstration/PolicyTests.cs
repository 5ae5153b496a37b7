using System.Net;
using System.Net.Sockets;
using System.Text;
using JumpingVpn.Cli.Tests.Prototype;
using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Demonstration;

/// <summary>The policy on the command line, and what it holds off a real server.</summary>
public class PolicyTests
{
    private const int Flood = 20_000;

    [PosixFact]
    public async Task A_flood_from_its_own_address_takes_nothing_from_a_running_session_and_does_not_fill_the_log()
    {
        await using var server = CliProcess.Start(
            "server",
            "--bind",
            "127.0.0.1:0",
            "--policy",
            "source-burst=50",
            "--policy",
            "source-rate=10",
            "--policy",
            "source-log-rate=5"
        );
        IPEndPoint address = await EventLine.BoundAddressAsync(server.Out);
        using var client = new PrototypeClient(address);
        await client.HandshakeAsync();
        client.Attempts = 10; // the kernel's buffer may be full

        using var flood = new UdpClient(AddressFamily.InterNetwork);
        flood.Connect(address);
        for (int i = 0; i < Flood; i++)
        {
            string unknown = $"S-{i:x16}";
            string proof = new string('0', 64);
            await flood.SendAsync(
                Encoding.ASCII.GetBytes(
                    $$"""{"type":"REATTACH_REQUEST","session_id":"{{unknown}}","nonce":"0123456789abcdef","proof":"{{proof}}"}"""
                )
            );
            if (i % 2_000 == 0)
            {
                (await client.SendDataAsync("still here")).Text("type").Should().Be("DATA_ACK");
            }
        }

        await server.Out.WaitForAsync("\"RateLimited\"");
        (await client.SendDataAsync("still here")).Text("type").Should().Be("DATA_ACK");
        await server.SignalAsync("INT");
        (await server.ExitAsync()).Should().Be(0);
        EventLine.Names(server.Out).Count(name => name == "ReattachRejected").Should().BeLessThan(500, "20,000 were sent");
        EventLine.Names(server.Out).Should().NotContain("TransportSwitch");
        server
            .Out.Lines.Where(line => line.Contains("SessionTerminated", StringComparison.Ordinal))
            .Should()
            .OnlyContain(line => EventLine.Member(line, "detail") == "server_stopping", "only the stop ends a session");
    }

    [Fact]
    public async Task A_file_and_a_pair_set_the_servers_policy_and_the_pair_counts()
    {
        using TemporaryDirectory directory = new();
        directory.Write("policy.txt", "retry-policy=never # no cookies\nidle-ttl=5s\n");
        await using var server = CliCall.Start(
            "server",
            "--bind",
            "127.0.0.1:0",
            "--policy-file",
            Path.Combine(directory.Path, "policy.txt"),
            "--policy",
            "retry-policy=always"
        );
        IPEndPoint address = await EventLine.BoundAddressAsync(server.Out);

        (int code, string output, string error) = await CliCall.RunAsync("client", "--server", address.ToString());
        code.Should().Be(0, error);
        output.Should().Contain("ClientDone");
        using var prototype = new PrototypeClient(address);
        (await prototype.AskAsync("""{"type": "HANDSHAKE_INIT"}"""u8.ToArray())).Text("type").Should().Be("HANDSHAKE_RETRY");
        (await server.StopAsync()).Should().Be(0);
        server.Out.Text.Should().Contain("\"ttl_sec\":5");
    }

    [Fact]
    public async Task With_path_validation_the_demonstration_runs_as_before()
    {
        await using var server = CliCall.Start("server", "--bind", "127.0.0.1:0", "--policy", "path-validation=on");
        IPEndPoint address = await EventLine.BoundAddressAsync(server.Out);

        (int code, string output, string error) = await CliCall.RunAsync("client", "--server", address.ToString());

        code.Should().Be(0, error);
        output.Should().Contain("ClientDone");
        (await server.StopAsync()).Should().Be(0);
    }

    [Theory]
    [InlineData(
        "server",
        "--bind",
        "switch-cooldwn=1s",
        "--policy: There is no policy setting 'switch-cooldwn'; did you mean 'switch-cooldown'?"
    )]
    [InlineData("server", "--bind", "switch-cooldown=1h", "--policy: switch-cooldown is '1h', but it must be a duration from 0ms to 1min.")]
    [InlineData("server", "--bind", "keepalive-interval=1s", "'keepalive-interval' is a setting of the client, not of the server.")]
    [InlineData("client", "--server", "path-validation=on", "'path-validation' is a setting of the server, not of the client.")]
    [InlineData("client", "--server", "path-validation", "--policy: write name=value, for example switch-cooldown=500ms")]
    [InlineData("client", "--server", "maximum-retransmission=1ms", "--policy: MaximumRetransmission is ")]
    public async Task A_wrong_setting_is_one_line_and_nothing_is_started(string command, string option, string pair, string expected)
    {
        (int code, string output, string error) = await CliCall.RunAsync(command, option, "127.0.0.1:1", "--policy", pair);

        code.Should().Be(2);
        output.Should().BeEmpty();
        error.Should().StartWith($"jumpingvpn {command}: ").And.Contain(expected);
        error.TrimEnd('\n').Should().NotContain("\n");
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named()
    {
        (int code, _, string error) = await CliCall.RunAsync("client", "--server", "127.0.0.1:1", "--policy-file", "nowhere.txt");

        code.Should().Be(2);
        error.Should().Contain("--policy-file 'nowhere.txt': there is no such file.");
    }

    [Fact]
    public async Task The_policy_command_lists_every_setting()
    {
        (int code, string output, _) = await CliCall.RunAsync("policy");

        code.Should().Be(0);
        output.Should().Contain("server.path-validation = off  (off, on)").And.Contain("client.loss-window = ");
    }
}
