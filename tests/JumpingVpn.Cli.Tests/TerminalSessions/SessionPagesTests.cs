using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using JumpingVpn.Cli.Tests.Forwarding;
using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.TerminalSessions;

/// <summary>The sessions in the pages of the commands are what the commands print today. <c>UPDATE_PAGES=1</c> writes them.</summary>
public sealed class SessionPagesTests
{
    private const string Mark = "a session at a terminal";

    [PosixFact]
    public async Task Nat()
    {
        using var service = new UdpEcho();
        using var program = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var page = new Transcript();
        page.Name($"{service.EndPoint}", "127.0.0.1:4433");
        string[] typed = ["nat", "--listen", "127.0.0.1:0", "--to", $"{service.EndPoint}", "--preset", "home router", "--seed", "1"];
        await using var box = CliProcess.Start(typed);
        string listen = EventLine.Member(await box.Out.WaitForAsync("\"NatStart\""), "listen");
        page.Name(listen, "127.0.0.1:5000");
        page.Typed([.. typed.Select(word => word == "127.0.0.1:0" ? listen : word)]);

        await ExchangeAsync(program, listen);
        await box.SignalAsync("USR1");
        await box.Out.WaitForAsync("\"Rebound\"");
        await ExchangeAsync(program, listen);
        await box.SignalAsync("INT");
        (await box.ExitAsync()).Should().Be(0, box.Error.Text);

        page.Printed(box.Out.Lines.Where(static line => !line.Contains("\"Counters\"", StringComparison.Ordinal)));
        page.ExpectIn("nat.md", Mark);
    }

    [LinuxFact]
    public async Task Nat_check()
    {
        var page = new Transcript();
        string[] serving = ["nat-check", "--serve", "--listen", "127.0.0.1:0", "--alternate", "127.0.0.3"];
        await using var server = CliProcess.Start(serving);
        string answering = await server.Out.WaitForAsync("Answering STUN on ");
        string[] stands = answering.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)[3..7];
        string[] ports = [.. stands.Take(2).Select(static stand => stand.Split(':')[1])];
        page.Name($":{ports[0]}", ":3478");
        page.Name($":{ports[1]}", ":3479");
        string[] kind = ["--external", "127.0.0.2", "--preset", "symmetric", "--seed", "1"];
        string[] pairs = [.. stands[..3].SelectMany(static to => new[] { "--listen", "127.0.0.1:0", "--to", to })];
        await using var box = CliProcess.Start(["nat", .. pairs, .. kind]);
        await box.Out.WaitForAsync("\"NatStart\"", count: 3);
        string[] fronts = [.. box.Out.Lines.Take(3).Select(static line => (string)JsonNode.Parse(line)!["listen"]!)];
        string[] ask = ["nat-check", "--server", fronts[0], "--other-port", fronts[1], "--other-address", fronts[2], "--timeout", "5s"];
        for (int i = 0; i < fronts.Length; i++)
        {
            page.Name(fronts[i], $"127.0.0.1:{5000 + i}");
        }

        await using var check = CliProcess.Start(ask);
        (await check.ExitAsync()).Should().Be(0, check.Error.Text);

        page.Typed([.. serving.Select(static word => word == "127.0.0.1:0" ? "127.0.0.1" : word)]);
        page.Printed([answering]);
        page.Typed(["nat", .. stands[..3].SelectMany((to, i) => new[] { "--listen", fronts[i], "--to", to }), .. kind], "> events &");
        page.Typed(ask);
        page.Printed(check.Error.Lines);
        page.Printed(check.Out.Lines);
        page.ExpectIn("nat-check.md", Mark);
    }

    [Fact]
    public async Task Client()
    {
        var page = new Transcript();
        await using var server = CliProcess.Start("server", "--bind", "127.0.0.1:0");
        string address = $"{await EventLine.BoundAddressAsync(server.Out)}";
        page.Name(address, "127.0.0.1:9999");
        string[] typed = ["client", "--server", address, "--send", "hello", "--count", "4", "--kill-after", "2", "--log-level", "debug"];

        await using var client = CliProcess.Start(typed);
        (await client.ExitAsync()).Should().Be(0, client.Error.Text);

        page.Typed(typed, "| grep -v StateChange"); // how many there are depends on how busy the machine is
        page.Printed(client.Out.Lines.Where(static line => !line.Contains("\"StateChange\"", StringComparison.Ordinal)));
        page.ExpectIn("client.md", Mark, "ReattachResult", "NewTransportCreated");
    }

    [PosixFact]
    public async Task Server_and_sessions()
    {
        var page = new Transcript();
        using var folder = new TemporaryDirectory();
        string socket = Path.Combine(folder.Path, "server.sock");
        page.Name(socket, "/run/jumpingvpn/server.sock");
        string[] serving = ["server", "--bind", "127.0.0.1:0", "--control", socket, "--log-format", "text"];
        await using var server = CliProcess.Start(serving);
        string started = await server.Out.WaitForAsync("ServerStart");
        string address = started.Split("bind=")[1].Split(' ')[0];
        page.Name(address, "127.0.0.1:9999");
        await server.Out.WaitForAsync("EndpointOpened");
        await using var client = CliProcess.Start(
            "client",
            "--server",
            address,
            "--script",
            folder.Write("script", "settle\nidle 10min\n")
        );
        string id = (await server.Out.WaitForAsync("SessionCreated")).Split("session_id=")[1].Split(' ')[0];
        await client.Out.WaitForAsync("SessionEstablished");
        var asked = new List<(string[] Typed, IReadOnlyList<string> Printed)>();
        foreach (string[] words in new string[][] { [], ["show", id], ["end", id] })
        {
            string[] typed = ["sessions", .. words, "--control", socket];
            await using var sessions = CliProcess.Start(typed);
            (await sessions.ExitAsync()).Should().Be(0, sessions.Error.Text);
            asked.Add((typed, sessions.Out.Lines));
        }

        await server.Out.WaitForAsync("SessionTerminated");
        await server.SignalAsync("INT");
        (await server.ExitAsync()).Should().Be(0, server.Error.Text);

        page.Typed([.. serving.Select(word => word == "127.0.0.1:0" ? address : word)], "> record &");
        foreach ((string[] typed, IReadOnlyList<string> printed) in asked)
        {
            page.Typed(typed);
            page.Printed(printed);
        }

        page.Add("$ kill -INT %1; cat record");
        page.Printed(server.Out.Lines);
        page.ExpectIn("server.md", Mark);
    }

    [LinuxFact]
    public async Task Forwarding()
    {
        var service = new UdpEcho();
        var page = new Transcript();
        page.Name($"{service.EndPoint}", "127.0.0.1:53");
        string[] serving = ["server", "--bind", "127.0.0.1:0", "--forward", $"{service.EndPoint}", "--insecure"];
        await using var server = CliProcess.Start(serving);
        string address = $"{await EventLine.BoundAddressAsync(server.Out)}";
        page.Name(address, "127.0.0.1:9999");
        string[] carrying = ["client", "--server", address, "--listen", "127.0.0.1:0"];
        await using var client = CliProcess.Start(carrying);
        string listen = EventLine.Member(await client.Out.WaitForAsync("\"ForwardStart\""), "listen");
        page.Name(listen, "127.0.0.1:5300");
        using var program = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        await ExchangeAsync(program, listen);
        service.Dispose(); // and so nobody listens there any more
        await program.SendAsync(new byte[] { 2 }, IPEndPoint.Parse(listen));
        await server.Out.WaitForAsync("\"DatagramsLost\"");
        await client.SignalAsync("INT");
        (await client.ExitAsync()).Should().Be(0, client.Error.Text);
        await server.Out.WaitForAsync("\"SessionTerminated\"");
        await server.SignalAsync("INT");
        (await server.ExitAsync()).Should().Be(0, server.Error.Text);

        page.Typed([.. serving.Select(word => word == "127.0.0.1:0" ? address : word)], "> record &");
        page.Typed([.. carrying.Select(word => word == "127.0.0.1:0" ? listen : word)], "> carried &");
        page.Printed(client.Error.Lines);
        page.Add("$ kill -INT %2; sleep 1; kill -INT %1; cat record");
        page.Printed(server.Out.Lines);
        page.ExpectIn("forward.md", Mark, "StateChange");
    }

    [PosixFact]
    public async Task Endpoint()
    {
        var page = new Transcript();
        string ping = RepositoryFiles.PathOf("examples", "endpoints", "wat", "ping.wat");
        page.Name(ping, "ping.wat");
        string[] listening = ["endpoint", ping, "--bind", "127.0.0.1:0", "--with", "listen"];
        await using var server = CliProcess.Start(listening);
        string address = (await server.Error.WaitForAsync("is at")).Split(' ')[^1];
        page.Name(address, "127.0.0.1:7000");
        string[] telling = ["endpoint", ping, "--bind", "127.0.0.1:0", "--with", $"connect {address}", "--tell", "send one"];
        await using var client = CliProcess.Start(telling);
        await client.Out.WaitForAsync("delivered one");
        await client.SignalAsync("INT");
        (await client.ExitAsync()).Should().Be(0, client.Error.Text);

        // In the background it may not read the terminal: the shell would stop it.
        page.Typed([.. listening.Select(word => word == "127.0.0.1:0" ? address : word)], "< /dev/null &");
        page.Printed(server.Error.Lines);
        page.Typed(telling);
        page.Printed(client.Error.Lines);
        page.Printed(server.Out.Lines);
        page.Printed(client.Out.Lines);
        page.ExpectIn("endpoints.md", Mark);
    }

    private static async Task ExchangeAsync(UdpClient program, string to)
    {
        using var patience = new CancellationTokenSource(LineCapture.Patience);
        await program.SendAsync(new byte[] { 1 }, IPEndPoint.Parse(to), patience.Token);
        await program.ReceiveAsync(patience.Token);
    }
}
