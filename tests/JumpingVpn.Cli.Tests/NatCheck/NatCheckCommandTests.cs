using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.NatCheck;

public sealed class NatCheckCommandTests
{
    [Theory]
    [InlineData("127.0.0.1:0", "127.0.0.1")]
    [InlineData("[::1]:0", "::1")]
    public async Task A_check_of_a_machine_by_itself_finds_nothing_in_between(string listen, string local)
    {
        await using var server = CliCall.Start("nat-check", "--serve", "--listen", listen, "--json");
        string address = JsonNode.Parse(await server.Out.WaitForAsync("StunServerStart"))!["endpoints"]![0]!.GetValue<string>();

        (int code, string output, string error) = await CliCall.RunAsync("nat-check", "--server", address, "--listen", local, "--json");

        code.Should().Be(0, error);
        JsonNode found = JsonNode.Parse(output)!;
        found["translated"]!.GetValue<bool>().Should().BeFalse();
        found["mapping"]!["possible"]!.AsArray().Should().HaveCount(2);
        found["mapping"]!["why"]!.GetValue<string>().Should().Contain("one address");
        (await server.StopAsync()).Should().Be(0);
        JsonNode.Parse(server.Out.Lines[^1])!["answered"]!.GetValue<long>().Should().BeGreaterThan(8);
    }

    [Fact]
    public async Task A_server_that_answers_nonsense_does_not_answer_STUN()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var answering = Task.Run(() => AnswerNonsense(socket));

        (int code, _, string error) = await CliCall.RunAsync("nat-check", "--server", $"{socket.LocalEndPoint}", "--timeout", "300ms");

        code.Should().Be(1);
        error.Should().Contain("does not answer STUN").And.Contain("--serve");
        socket.Dispose();
        await answering;
    }

    [Theory]
    [InlineData("give --server", "nat-check")]
    [InlineData("--serve needs --listen", "nat-check", "--serve")]
    [InlineData("not 0.0.0.0", "nat-check", "--serve", "--listen", "0.0.0.0:0")]
    [InlineData("two different addresses", "nat-check", "--serve", "--listen", "127.0.0.1:0", "--alternate", "127.0.0.1")]
    [InlineData("goes with --serve", "nat-check", "--server", "127.0.0.1", "--alternate", "127.0.0.2")]
    [InlineData("cannot be combined with --serve", "nat-check", "--serve", "--listen", "127.0.0.1:0", "--timeout", "1s")]
    [InlineData("address alone", "nat-check", "--server", "127.0.0.1", "--listen", "127.0.0.1:9")]
    [InlineData("give --lifetime-max, too", "nat-check", "--server", "127.0.0.1", "--lifetime-resolution", "1s")]
    [InlineData("256 steps", "nat-check", "--server", "127.0.0.1", "--lifetime-max", "1h", "--lifetime-resolution", "1s")]
    [InlineData("from 1 to 65535", "nat-check", "--server", "127.0.0.1:0")]
    [InlineData("not an address of this machine", "nat-check", "--serve", "--listen", "192.0.2.1:0")]
    [InlineData("--listen chooses the address", "nat-check", "--server", "127.0.0.1", "--listen", "192.0.2.1")]
    [InlineData("at least 30ms", "nat-check", "--server", "127.0.0.1", "--timeout", "1ms")]
    public async Task What_is_wrong_is_said_in_a_sentence(string sentence, params string[] arguments)
    {
        (int code, _, string error) = await CliCall.RunAsync(arguments);

        code.Should().Be(2);
        error.Should().Contain(sentence);
    }

    [LinuxFact]
    public async Task A_server_that_refuses_is_told_of_at_once()
    {
        var nobody = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        nobody.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        string address = $"{nobody.LocalEndPoint}";
        nobody.Dispose();
        await using var call = CliCall.Start("nat-check", "--server", address, "--timeout", "100ms");

        await call.Error.WaitForAsync($"whoever is at {address} says that nobody listens there");

        (await call.Exit.WaitAsync(LineCapture.Patience)).Should().Be(1);
        call.Error.Lines[^1].Should().Contain($"{address} refuses: nobody listens there");
    }

    [Fact]
    public async Task A_check_that_is_interrupted_says_so()
    {
        using var silent = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        silent.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        await using var call = CliCall.Start("nat-check", "--server", $"{silent.LocalEndPoint}", "--timeout", "1min");
        await call.Error.WaitForAsync("asking");

        (await call.StopAsync()).Should().Be(130);
    }

    private static void AnswerNonsense(Socket socket)
    {
        byte[] buffer = new byte[1_500];
        EndPoint from = new IPEndPoint(IPAddress.Any, 0);
        try
        {
            for (int i = 0; ; i++)
            {
                int length = socket.ReceiveFrom(buffer, ref from);
                buffer[0] ^= (byte)(i % 3); // an indication of another method; a request; what is no STUN
                buffer[4 + (i % 16)] ^= 1; // another cookie, or another transaction
                socket.SendTo(buffer.AsSpan(0, length), from);
                socket.SendTo(buffer.AsSpan(0, length / 2), from);
                socket.SendTo([], from);
            }
        }
        catch (SocketException)
        {
            // The end of the test closes the socket.
        }
    }
}
