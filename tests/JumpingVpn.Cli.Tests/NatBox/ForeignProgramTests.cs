using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.NatBox;

/// <summary>Programs that the box knows nothing of go through it, and those that can survive a rebinding do.</summary>
public sealed class ForeignProgramTests : IDisposable
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task Dig_asks_dnsmasq_with_loss_and_a_new_port_for_every_question()
    {
        string? missing = ForeignProgram.Missing("dig", "dnsmasq");
        Skip.If(missing is not null, missing);
        int port = ForeignProgram.FreePort();
        await using var server = ForeignProgram.Start(
            "dnsmasq",
            $"--no-daemon --port={port} --listen-address=127.0.0.1 --bind-interfaces --no-resolv --no-hosts --log-queries "
                + "--conf-file=/dev/null --address=/box.test/192.0.2.55"
        );
        await server.WaitForAsync("started");
        await using CliCall box = Box(port, "--loss", "10%", "--rebind-after", "1", "--seed", "3", "--delay", "2ms");
        IPEndPoint gateway = await GatewayAsync(box);

        for (int i = 0; i < 3; i++)
        {
            await using var dig = ForeignProgram.Start("dig", $"@127.0.0.1 -p {gateway.Port} box.test +short +tries=8 +time=1");
            (await dig.EndAsync()).Output.Should().Contain("192.0.2.55");
        }
    }

    [SkippableFact]
    public async Task Iperf3_measures_the_loss_that_was_asked()
    {
        string? missing = ForeignProgram.Missing("iperf3");
        Skip.If(missing is not null, missing);
        int port = ForeignProgram.FreePort();
        await using var server = ForeignProgram.Start("iperf3", $"-s -1 -B 127.0.0.1 -p {port} --forceflush");
        await server.WaitForAsync("listening");
        await using CliCall box = Box(port, "--tcp", "--up-loss", "20%", "--seed", "3", "--rebind-on-expiry");
        IPEndPoint gateway = await GatewayAsync(box);

        await using var client = ForeignProgram.Start("iperf3", $"-c 127.0.0.1 -p {gateway.Port} -u -b 2M -l 250 -t 2 --json");
        (int code, string output) = await client.EndAsync();

        code.Should().Be(0, output);
        double lost = JsonNode.Parse(output)!["end"]!["sum"]!["lost_percent"]!.GetValue<double>();
        lost.Should().BeInRange(15, 45, "a busy machine loses some more");
    }

    [SkippableFact]
    public async Task Dtls_of_OpenSSL_shakes_hands_through_loss_and_carries_a_line()
    {
        string? missing = ForeignProgram.Missing("openssl");
        Skip.If(missing is not null, missing);
        string key = Path.Combine(_folder.Path, "key.pem");
        string certificate = Path.Combine(_folder.Path, "cert.pem");
        await using var make = ForeignProgram.Start(
            "openssl",
            $"req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout {key} -out {certificate} -days 2 -subj /CN=box"
        );
        (await make.EndAsync()).Code.Should().Be(0);
        int port = ForeignProgram.FreePort();
        await using var server = ForeignProgram.Start(
            "openssl",
            $"s_server -dtls -accept 127.0.0.1:{port} -cert {certificate} -key {key} -quiet"
        );
        await using CliCall box = Box(port, "--delay", "5ms", "--loss", "10%", "--seed", "3");
        IPEndPoint gateway = await GatewayAsync(box);
        await using var client = ForeignProgram.Start("openssl", $"s_client -dtls -connect 127.0.0.1:{gateway.Port}");

        await client.WaitForAsync("Verify return code");
        for (int i = 0; i < 20 && !server.Output.Contains("over the box", StringComparison.Ordinal); i++)
        {
            await client.WriteAsync("over the box\n"); // DTLS does not send again what is lost
            await Task.Delay(50);
        }

        (await server.WaitForAsync("over the box")).Should().Contain("over the box");
    }

    [SkippableFact]
    public async Task Mosh_keeps_its_screen_while_its_port_changes_under_it()
    {
        string? missing = ForeignProgram.Missing("mosh-server", "mosh-client", "script");
        Skip.If(missing is not null, missing);
        int port = ForeignProgram.FreePort();
        (string, string)[] terminal = [("LANG", "C.UTF-8"), ("TERM", "xterm")];
        await using var start = ForeignProgram.Start(
            "mosh-server",
            $"new -i 127.0.0.1 -p {port} -- sh -c 'while read line; do echo \"got <$line>\"; done' < /dev/null",
            terminal
        );
        await start.WaitForAsync("detached, pid = ");
        string key = Regex.Match(start.Output, @"MOSH CONNECT \d+ (\S+)").Groups[1].Value;
        using var server = Process.GetProcessById(int.Parse(Regex.Match(start.Output, @"pid = (\d+)").Groups[1].Value, Invariant));
        await using CliCall box = Box(port, "--rebind-every", "200ms", "--loss", "5%", "--seed", "3");
        IPEndPoint gateway = await GatewayAsync(box);
        await using (
            var client = ForeignProgram.Start(
                "script",
                $"-qfc 'stty rows 24 cols 80; mosh-client 127.0.0.1 {gateway.Port}' /dev/null",
                [("MOSH_KEY", key), .. terminal]
            )
        )
        {
            await client.WaitForAsync("\u001b[?1h");
            string[] words = ["one", "two", "three"];
            for (int i = 0; i < words.Length; i++)
            {
                await client.WriteAsync($"{words[i]}\r");
                await client.WaitForAsync($"got <{words[i]}>");
                await box.Out.WaitForAsync("\"FlowMoved\"", i + 1);
            }

            await client.WriteAsync("\u001e."); // Ctrl-^ and a period: goodbye
            await client.WaitForAsync("Exiting");
        }

        server.Kill(entireProcessTree: true);
    }

    private static CliCall Box(int port, params string[] options) =>
        CliCall.Start([
            "nat",
            "--listen",
            "127.0.0.1:0",
            "--to",
            string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}"),
            .. options,
        ]);

    private static async Task<IPEndPoint> GatewayAsync(CliCall box) =>
        IPEndPoint.Parse((string)JsonNode.Parse(await box.Out.WaitForAsync("\"NatStart\""))!["listen"]!);
}
