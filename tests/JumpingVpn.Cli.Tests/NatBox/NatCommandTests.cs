using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.NatBox;

/// <summary>The command as its users have it: real sockets, its lines, its exit codes.</summary>
public sealed class NatCommandTests
{
    private static readonly string[] Pair = ["nat", "--listen", "127.0.0.1:0", "--to", "127.0.0.1:9"];

    [Fact]
    public async Task A_datagram_passes_and_is_accounted_for()
    {
        await using RunningBox box = await RunningBox.StartAsync("--seed", "1");

        box.Exchange([1, 2, 3]).Should().Equal(1, 2, 3);

        JsonNode end = await box.EndAsync();
        ((string?)end["event"]).Should().Be("NatEnd");
        ((int)end["entered"]!).Should().Be(2);
        ((int)end["up_datagrams"]!, (int)end["down_datagrams"]!, (int)end["dropped"]!).Should().Be((1, 1, 0));
    }

    [Fact]
    public async Task Rebinding_after_so_many_datagrams_shows_the_server_new_ports()
    {
        await using RunningBox box = await RunningBox.StartAsync("--seed", "1", "--rebind-after", "2");
        using Socket taken = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp); // so the NAT cannot keep the port
        taken.Bind(new IPEndPoint(IPAddress.Parse("127.0.0.2"), ((IPEndPoint)box.Client.LocalEndPoint!).Port));

        for (byte i = 0; i < 6; i++)
        {
            box.Exchange([i]).Should().Equal(i);
        }

        box.Seen.Should().HaveCount(3).And.OnlyHaveUniqueItems();
        ((int)(await box.EndAsync())["moved"]!).Should().Be(2);
        JsonNode[] moves = [.. box.Call.Out.Lines.Select(line => JsonNode.Parse(line)!).Where(e => (string?)e["event"] == "FlowMoved")];
        string[] seen = [.. box.Seen.Select(endpoint => endpoint.ToString()!)];
        moves.Select(move => (string?)move["before"]).Should().Equal(seen[..2]);
        moves.Select(move => (string?)move["external"]).Should().Equal(seen[1..]);
    }

    [Fact]
    public async Task A_server_that_answers_nothing_is_told_of_once()
    {
        using Socket silent = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        silent.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        await using var call = CliCall.Start("nat", "--listen", "127.0.0.1:0", "--to", $"{silent.LocalEndPoint}");
        string listen = (string)JsonNode.Parse(await call.Out.WaitForAsync("\"NatStart\""))!["listen"]!;
        using Socket client = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        client.Connect(IPEndPoint.Parse(listen));

        client.Send([1]);

        JsonNode told = JsonNode.Parse(await call.Out.WaitForAsync("\"NoAnswer\""))!;
        ((string?)told["remote"], (long?)told["sent"]).Should().Be(($"{silent.LocalEndPoint}", 1));
        client.Send([2]);
        await call.Out.WaitForAsync("\"entered\":2");
        await call.StopAsync();
        call.Out.Lines.Count(line => line.Contains("\"NoAnswer\"", StringComparison.Ordinal)).Should().Be(1);
    }

    [LinuxFact]
    public async Task A_server_that_refuses_is_told_of_once_until_it_answers_and_all_goes_on()
    {
        using Socket server = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        server.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        EndPoint address = server.LocalEndPoint!;
        server.Dispose();
        await using var call = CliCall.Start("nat", "--listen", "127.0.0.1:0", "--to", $"{address}");
        string listen = (string)JsonNode.Parse(await call.Out.WaitForAsync("\"NatStart\""))!["listen"]!;
        using Socket client = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 30_000 };
        client.Connect(IPEndPoint.Parse(listen));

        client.Send([1]);

        ((string?)JsonNode.Parse(await call.Out.WaitForAsync("\"TargetRefused\""))!["remote"]).Should().Be($"{address}");
        client.Send([2]);
        await call.Out.WaitForAsync("\"entered\":2");
        using (Socket begun = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 30_000 })
        {
            begun.Bind(address);
            client.Send([3]);
            EndPoint source = new IPEndPoint(IPAddress.Any, 0);
            begun.ReceiveFrom(new byte[8], ref source);
            begun.SendTo([4], source);
            client.Receive(new byte[8]).Should().Be(1);
        }

        client.Send([5]);
        await call.Out.WaitForAsync("\"TargetRefused\"", count: 2);
        await call.StopAsync();
        call.Out.Lines.Count(line => line.Contains("\"NoAnswer\"", StringComparison.Ordinal)).Should().Be(0, "it says the same");
    }

    [Fact]
    public async Task The_mtu_drops_what_is_longer_with_its_reason()
    {
        await using RunningBox box = await RunningBox.StartAsync("--mtu", "100");

        box.Client.Send(new byte[101]);
        box.Exchange(new byte[100]).Should().HaveCount(100);

        ((int)(await box.EndAsync())["drops"]!["Mtu"]!).Should().Be(1);
    }

    [Fact]
    public async Task Tcp_to_the_same_port_passes_untouched()
    {
        using TcpListener server = new(IPAddress.Loopback, 0);
        server.Start();
        await using var call = CliCall.Start("nat", "--listen", "127.0.0.1:0", "--to", $"{server.LocalEndpoint}", "--tcp");
        string line = await call.Out.WaitForAsync("\"NatStart\"");
        using TcpClient client = new();
        await client.ConnectAsync(IPEndPoint.Parse((string)JsonNode.Parse(line)!["listen"]!));
        using TcpClient accepted = await server.AcceptTcpClientAsync();

        await client.GetStream().WriteAsync("ping"u8.ToArray());
        byte[] heard = new byte[4];
        await accepted.GetStream().ReadExactlyAsync(heard);

        heard.Should().Equal("ping"u8.ToArray());
    }

    [Fact]
    public async Task A_mistake_in_a_schedule_is_told_with_its_place()
    {
        using var folder = new TemporaryDirectory();
        string file = folder.Write("schedule", "| at | los |\n| 1 s | 5 % |\n");

        (int code, _, string error) = await CliCall.RunAsync([.. Pair, "--schedule", file]);

        code.Should().Be(2);
        error.Should().Be($"jumpingvpn nat: {file}:1:8: a schedule has no column 'los'; did you mean 'loss'?\n");
    }

    [Theory]
    [InlineData("--loss 120%", "--loss '120%': `120%` is out of range: write a percentage from 0 % to 100 %.")]
    [InlineData("--delay soon", "--delay 'soon': `soon` is not a duration*")]
    [InlineData("--preset hoome-router", "--preset 'hoome-router': *home router*")]
    [InlineData("--link LTEE", "--link 'LTEE': *LTE*")]
    [InlineData("--mapping sometimes", "--mapping 'sometimes': *endpoint-independent*")]
    [InlineData("--jitter 5ms", "*jitter*give the delay*")]
    [InlineData("--loss-model often", "--loss-model 'often': *in bursts of*")]
    [InlineData("--external nowhere", "--external 'nowhere': it is not an IP address*")]
    [InlineData("--rebind-kind port", "*--rebind-every or --rebind-after*")]
    [InlineData("--control 0.0.0.0:8080", "--control '0.0.0.0:8080': it must be a loopback address*")]
    [InlineData("--schedule /nowhere/at-all", "--schedule '/nowhere/at-all': *")]
    [InlineData("--mtu 1200,signalled", "*")]
    public async Task What_cannot_be_is_refused_in_a_sentence(string options, string expected)
    {
        (int code, _, string error) = await CliCall.RunAsync([.. Pair, .. options.Split(' ', 2)]);

        code.Should().Be(2);
        error.TrimEnd('\n').Should().Match($"jumpingvpn nat: {expected}");
    }

    [Fact]
    public async Task A_port_that_is_taken_is_refused_in_a_sentence()
    {
        using Socket taken = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        (int code, _, string error) = await CliCall.RunAsync("nat", "--listen", $"{taken.LocalEndPoint}", "--to", "127.0.0.1:9");

        code.Should().Be(2);
        error.Should().Contain("is in use by another program");
    }

    [Fact]
    public async Task A_name_that_does_not_resolve_is_refused_in_a_sentence()
    {
        (int code, _, string error) = await CliCall.RunAsync("nat", "--listen", "127.0.0.1:0", "--to", "nowhere.invalid:9");

        code.Should().Be(2);
        error.Should().Contain("nowhere.invalid");
    }
}
