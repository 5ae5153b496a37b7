using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using JumpingVpn.Cli.Tests.Prototype;
using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Demonstration;

/// <summary>Our client against the prototype's server, over real sockets.</summary>
public class ClientTests
{
    [Fact]
    public async Task It_completes_the_prototype_sequence_on_the_prototype_server()
    {
        await using var server = new PrototypeServer();

        (int code, string output, string error) = await CliCall.RunAsync(
            "client",
            "--server",
            server.EndPoint.ToString(),
            "--log-level",
            "debug"
        );

        code.Should().Be(0, error);
        error.Should().BeEmpty();
        MessagesIn(server).Should().Equal("HANDSHAKE_INIT", "DATA 1", "DATA 2", "DATA 3", "REATTACH_REQUEST", "DATA 4", "DATA 5", "DATA 6");
        server.Received.Select(datagram => datagram.From.Port).Distinct().Should().HaveCount(2, "the second half came from a new socket");
        string[] lines = output.TrimEnd('\n').Split('\n');
        lines.Should().AllSatisfy(line => line.Should().MatchRegex("""^\{"ts_ms":\d{13},"event":"[A-Z][A-Za-z]+".*\}$"""));
        lines
            .Select(line => EventLine.Member(line, "event"))
            .Where(name => name != "StateChange")
            .Should()
            .Equal(
                "ClientStart",
                "SessionEstablished",
                "DataRoundtrip",
                "DataRoundtrip",
                "DataRoundtrip",
                "SimulateTransportDeath",
                "NewTransportCreated",
                "ReattachResult",
                "DataRoundtrip",
                "DataRoundtrip",
                "DataRoundtrip",
                "ClientDone"
            );
    }

    [Fact]
    public async Task It_completes_the_sequence_on_our_server_found_by_name()
    {
        await using var server = CliCall.Start("server", "--bind", "127.0.0.1:0", "--log-level", "debug");
        int port = (await EventLine.BoundAddressAsync(server.Out)).Port;

        (int code, string output, string error) = await CliCall.RunAsync("client", "--server", $"localhost:{port}");

        code.Should().Be(0, error);
        output.Should().Contain("\"ClientDone\"");
        await server.Out.WaitForAsync("TransportSwitch");
        await server.Out.WaitForAsync("DataAccepted", count: 6);
    }

    [Fact]
    public async Task It_completes_the_sequence_over_IPv6_where_the_machine_has_it()
    {
        if (!Socket.OSSupportsIPv6)
        {
            return;
        }

        await using var server = CliCall.Start("server", "--bind", "[::1]:0");
        string address = (await EventLine.BoundAddressAsync(server.Out)).ToString();

        (int code, string output, string error) = await CliCall.RunAsync("client", "--server", address);

        code.Should().Be(0, error);
        output.Should().Contain("\"ClientDone\"");
    }

    [Fact]
    public async Task Without_a_server_it_says_so_within_seconds()
    {
        // A bound socket that never answers: silence without an ICMP error, the slower of the two ways to have no server.
        using var silence = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        string address = silence.Client.LocalEndPoint!.ToString()!;
        long start = Stopwatch.GetTimestamp();

        (int code, _, string error) = await CliCall.RunAsync("client", "--server", address);

        code.Should().Be(1);
        Stopwatch.GetElapsedTime(start).Should().BeLessThan(TimeSpan.FromSeconds(30));
        error.Should().Contain($"no answer from {address}").And.Contain($"jumpingvpn server --bind {address}");
        error.TrimEnd('\n').Should().NotContain("\n", "it is one line");
    }

    [LinuxTheory]
    [InlineData]
    [InlineData("--send", "hello")]
    [InlineData("--listen", "127.0.0.1:0")]
    public async Task A_server_that_refuses_is_told_of_at_once_and_asked_on(params string[] options)
    {
        var nobody = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        string address = nobody.Client.LocalEndPoint!.ToString()!;
        nobody.Dispose();

        (int code, string output, string error) = await CliCall.RunAsync(["client", "--server", address, .. options]);

        code.Should().Be(1);
        string[] told = [.. output.Split('\n').Where(static line => line.Contains("\"TargetRefused\"", StringComparison.Ordinal))];
        told.Should().ContainSingle("it is told once").Which.Should().Contain(address);
        output
            .IndexOf("TargetRefused", StringComparison.Ordinal)
            .Should()
            .BeLessThan(output.IndexOf("TERMINATED", StringComparison.Ordinal));
        error.Should().Contain($"nobody listens at {address}").And.Contain($"jumpingvpn server --bind {address}");
    }

    [Fact]
    public async Task A_refused_reattach_is_a_failure_that_names_the_code()
    {
        await using var server = new PrototypeServer { Refusing = ("REATTACH_REQUEST", "BAD_PROOF") };

        (int code, string output, string error) = await CliCall.RunAsync("client", "--server", server.EndPoint.ToString());

        code.Should().Be(1);
        output.Should().Contain("BAD_PROOF").And.NotContain("ClientDone");
        error.Should().Contain("BAD_PROOF");
    }

    [Theory]
    [InlineData("127.0.0.1:0", "port")]
    [InlineData("127.0.0.1", "no port")]
    [InlineData("gw.invalid:9999", "gw.invalid")]
    public async Task A_bad_address_is_one_line_and_exit_code_2(string address, string reason)
    {
        (int code, string output, string error) = await CliCall.RunAsync("client", "--server", address);

        code.Should().Be(2);
        output.Should().BeEmpty();
        error.Should().StartWith("jumpingvpn client: ").And.Contain(reason);
        error.TrimEnd('\n').Should().NotContain("\n", "it is one line");
    }

    /// <summary>Types and sequence numbers in order; what was sent again because the machine was slow counts once.</summary>
    private static IEnumerable<string> MessagesIn(PrototypeServer server)
    {
        IEnumerable<Dictionary<string, JsonElement>> messages = server.Received.Select(datagram =>
            PrototypeJson.Read(Encoding.UTF8.GetBytes(datagram.Text))
        );
        string[] names = [.. messages.Select(message => $"{message.Text("type")} {message.GetValueOrDefault("seq")}".TrimEnd())];
        return names.Where((name, index) => index == 0 || name != names[index - 1]);
    }
}
