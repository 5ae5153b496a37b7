using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using JumpingVpn.Cli.Tests.Support;

namespace JumpingVpn.Cli.Tests.Forwarding;

/// <summary>A UDP service reached through a session, over real sockets.</summary>
public sealed class ForwardTests
{
    [Theory]
    [InlineData("exactly-once")]
    [InlineData("newest-first")]
    public async Task A_service_answers_through_a_session_whose_socket_dies_in_the_middle(string delivery)
    {
        using var service = new UdpEcho();
        await using Tunnel tunnel = await Tunnel.StartAsync(service.EndPoint, "--delivery", delivery, "--kill-after", "5");
        using var program = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));

        for (byte i = 0; i < 12; i++)
        {
            byte[] question = [i, 0, 255, (byte)'"', (byte)'\\', 0x80];
            await (
                delivery == "exactly-once"
                    ? AskOnceAsync(program, tunnel.EndPoint, question)
                    : AskAgainAsync(program, tunnel.EndPoint, question)
            );
        }

        await tunnel.Client.Out.WaitForAsync("\"SimulateTransportDeath\"");
        await tunnel.Server.Out.WaitForAsync("\"TransportSwitch\"");
    }

    [Fact]
    public async Task Each_program_gets_its_own_answers_and_the_target_sees_each_from_a_port_of_its_own()
    {
        using var service = new UdpEcho();
        await using Tunnel tunnel = await Tunnel.StartAsync(service.EndPoint);
        UdpClient[] programs = [.. Enumerable.Range(0, 8).Select(static _ => new UdpClient(new IPEndPoint(IPAddress.Loopback, 0)))];

        byte[][] answers = await Task.WhenAll(programs.Select((program, i) => AskAsync(program, tunnel.EndPoint, [(byte)i])));

        answers.Select(static answer => answer.Single()).Should().Equal(0, 1, 2, 3, 4, 5, 6, 7);
        service.Peers.Should().HaveCount(8);
        Array.ForEach(programs, static program => program.Dispose());
    }

    [Fact]
    public async Task What_is_lost_is_counted_and_neither_side_ends()
    {
        using var service = new UdpEcho();
        await using Tunnel tunnel = await Tunnel.StartAsync(service.EndPoint);
        using var program = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));

        await program.SendAsync(new byte[3_000], tunnel.EndPoint);
        await tunnel.Client.Out.WaitForAsync("\"too_long\"");
        (await AskAsync(program, tunnel.EndPoint, new byte[2_940])).Should().HaveCount(2_940);
        (await AskAsync(program, tunnel.EndPoint, [])).Should().BeEmpty();
        (await tunnel.Client.StopAsync()).Should().Be(0);
        JsonElement stop = EventLine.Parse(await tunnel.Client.Out.WaitForAsync("\"ForwardStop\""));
        (stop.GetProperty("up").GetInt64(), stop.GetProperty("down").GetInt64(), stop.GetProperty("lost").GetInt64())
            .Should()
            .Be((2, 2, 1));
    }

    [Fact]
    public async Task A_target_that_is_not_there_costs_datagrams_and_nothing_else()
    {
        var nobody = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var gone = (IPEndPoint)nobody.Client.LocalEndPoint!;
        nobody.Dispose();
        await using Tunnel tunnel = await Tunnel.StartAsync(gone);
        using var program = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));

        await program.SendAsync(new byte[] { 1 }, tunnel.EndPoint);

        await tunnel.Server.Out.WaitForAsync("\"refused\"");
        await program.SendAsync(new byte[] { 2 }, tunnel.EndPoint);
        string told = await tunnel.Server.Out.WaitForAsync("\"TargetRefused\"");
        EventLine.Member(told, "target").Should().Be(gone.ToString());
        tunnel.Server.Out.Lines.Count(static line => line.Contains("\"TargetRefused\"", StringComparison.Ordinal)).Should().Be(1);
        (await tunnel.Server.StopAsync()).Should().Be(0);
    }

    [Fact]
    public async Task A_client_that_speaks_to_the_server_itself_is_told_nothing_and_reaches_nothing()
    {
        using var service = new UdpEcho();
        await using Tunnel tunnel = await Tunnel.StartAsync(service.EndPoint);

        (int code, string _, string error) = await CliCall.RunAsync("client", "--server", tunnel.ServerEndPoint.ToString());

        code.Should().Be(0, error);
        await tunnel.Server.Out.WaitForAsync("\"not_a_frame\"");
        service.Peers.Should().BeEmpty();
    }

    [Theory]
    [InlineData("in demo mode anybody who reaches this server can send to that address through it", "--forward", "127.0.0.1:53")]
    [InlineData("in ephemeral mode anybody", "--forward", "127.0.0.1:53", "--mode", "ephemeral")]
    [InlineData("--delivery says how --forward delivers, but --forward is missing", "--delivery", "newest-first")]
    [InlineData("--insecure only concerns --forward, which is missing", "--insecure")]
    [InlineData("--forward '127.0.0.1:0': a service has a port from 1 to 65535", "--forward", "127.0.0.1:0")]
    [InlineData("--forward '127.0.0.1': there is no port", "--forward", "127.0.0.1")]
    [InlineData(
        "--forward 'nowhere.invalid:53': the name 'nowhere.invalid' was not found",
        "--forward",
        "nowhere.invalid:53",
        "--insecure"
    )]
    public async Task A_server_that_cannot_forward_as_asked_says_why_and_serves_nothing(string told, params string[] options)
    {
        (int code, string output, string error) = await CliCall.RunAsync(["server", "--bind", "127.0.0.1:0", .. options]);

        (code, output).Should().Be((2, ""));
        error.Should().Contain(told);
    }

    private static async Task AskOnceAsync(UdpClient program, IPEndPoint tunnel, byte[] question) =>
        (await AskAsync(program, tunnel, question)).Should().Equal(question);

    /// <summary>Asks as a program does that knows datagrams to be lost.</summary>
    private static async Task AskAgainAsync(UdpClient program, IPEndPoint tunnel, byte[] question)
    {
        using var patience = new CancellationTokenSource(LineCapture.Patience);
        Task<UdpReceiveResult> answer = program.ReceiveAsync(patience.Token).AsTask();
        do
        {
            await program.SendAsync(question, tunnel);
        } while (await Task.WhenAny(answer, Task.Delay(TimeSpan.FromMilliseconds(500))) != answer);

        // One that is late answers an earlier attempt, or an earlier question.
        while (!(await answer).Buffer.AsSpan().SequenceEqual(question))
        {
            answer = program.ReceiveAsync(patience.Token).AsTask();
        }
    }

    private static async Task<byte[]> AskAsync(UdpClient program, IPEndPoint tunnel, byte[] question)
    {
        using var patience = new CancellationTokenSource(LineCapture.Patience);
        await program.SendAsync(question, tunnel, patience.Token);
        return (await program.ReceiveAsync(patience.Token)).Buffer;
    }
}
