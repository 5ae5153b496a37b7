using System.Net;
using System.Net.Sockets;
using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.CommandTree;

public sealed class EndpointCommandTests
{
    private static readonly string Ping = RepositoryFiles.PathOf("examples", "endpoints", "wat", "ping.wat");

    [Fact]
    public async Task Two_endpoints_talk_over_real_sockets()
    {
        await using var server = CliCall.Start("endpoint", Ping, "--bind", "127.0.0.1:0", "--with", "listen");
        string address = (await server.Error.WaitForAsync("is at")).Split(' ')[^1];
        await using var client = CliCall.Start(
            ["endpoint", Ping, "--bind", "127.0.0.1:0", "--with", $"connect {address}", "--tell", "send one", "--seed", "7"],
            surroundings => surroundings with { In = new StringReader("send two\n") }
        );

        await client.Out.WaitForAsync("delivered two");

        server.Out.Text.Should().Be("got one\ngot two\n");
        (await client.StopAsync()).Should().Be(0);
        (await server.StopAsync()).Should().Be(0);
    }

    [LinuxFact]
    public async Task A_peer_that_refuses_is_named_once_and_the_endpoint_goes_on()
    {
        var nobody = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        string address = nobody.Client.LocalEndPoint!.ToString()!;
        nobody.Dispose();
        await using var client = CliCall.Start(
            "endpoint",
            Ping,
            "--bind",
            "127.0.0.1:0",
            "--with",
            $"connect {address}",
            "--tell",
            "send one",
            "--tell",
            "send two"
        );

        await client.Error.WaitForAsync($"whoever is at {address} says that nobody listens there");

        (await client.StopAsync()).Should().Be(0);
        client.Error.Lines.Count(static line => line.Contains("nobody listens", StringComparison.Ordinal)).Should().Be(1);
    }

    [Fact]
    public async Task It_ends_after_its_time()
    {
        (int code, string output, string error) = await CliCall.RunAsync(
            "endpoint",
            Ping,
            "--bind",
            "127.0.0.1:0",
            "--with",
            "listen",
            "--duration",
            "10ms"
        );

        code.Should().Be(0, "{0}", error);
        output.Should().BeEmpty();
    }

    [Theory]
    [InlineData("nowhere.wasm", "There is no file \"nowhere.wasm\"", 2)]
    [InlineData("", "An endpoint runs something", 2)]
    [InlineData("no-such-program", "There is no program \"no-such-program\" on this machine", 2)]
    public async Task What_cannot_run_is_named(string program, string message, int code)
    {
        (int exit, string _, string error) = await CliCall.RunAsync("endpoint", program, "--bind", "127.0.0.1:0");

        exit.Should().Be(code);
        error.Should().Contain(message);
    }

    [Fact]
    public async Task A_refused_configuration_is_a_failure()
    {
        (int code, string _, string error) = await CliCall.RunAsync("endpoint", Ping, "--bind", "127.0.0.1:0", "--with", "dance");

        code.Should().Be(1);
        error.Should().Contain("refused its configuration \"dance\"");
    }

    [Fact]
    public async Task What_it_does_wrong_at_its_end_is_a_failure()
    {
        using TemporaryDirectory directory = new();
        string text = await File.ReadAllTextAsync(Ping);
        const string quiet = "(func (export \"jv_destroy\") (param i32)";
        text.Should().Contain(quiet);
        string module = directory.Write("end.wat", text.Replace(quiet, quiet + " unreachable", StringComparison.Ordinal));

        (int code, string _, string error) = await CliCall.RunAsync(
            "endpoint",
            module,
            "--bind",
            "127.0.0.1:0",
            "--with",
            "listen",
            "--duration",
            "10ms"
        );

        code.Should().Be(1);
        error.Should().Contain("trapped: ").And.Contain("(in the call destroy, at ");
    }
}
