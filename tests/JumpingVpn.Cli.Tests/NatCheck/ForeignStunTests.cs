using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using JumpingVpn.Cli.Tests.Support;

namespace JumpingVpn.Cli.Tests.NatCheck;

/// <summary>coturn on either side: its server is asked, and its tool asks ours.</summary>
public sealed class ForeignStunTests
{
    [SkippableFact]
    public async Task A_check_asks_a_server_of_coturn()
    {
        Skip.IfNot(File.Exists("/usr/bin/turnserver"), "coturn is not installed");
        string port = FreePort();
        const string options = "-n --stun-only --no-cli --no-tls --no-dtls -L 127.0.0.1 -L 127.0.0.2 --log-file stdout --pidfile /dev/null";
        await using var coturn = CliProcess.StartOther([
            "turnserver",
            .. options.Split(' '),
            "-p",
            port,
            "--alt-listening-port",
            FreePort(),
        ]);
        JsonNode found = await AskAsync(port);

        found["mapping"]!["value"]!.GetValue<string>().Should().Be("endpoint-independent");
        found["filtering"]!["value"]!.GetValue<string>().Should().Be("endpoint-independent");
        found["lifetime_answered"]!["value"]!["over_sec"]!.GetValue<double>().Should().Be(0.5, "coturn understands RESPONSE-PORT");
    }

    [SkippableFact]
    public async Task The_tool_of_coturn_asks_our_server()
    {
        Skip.IfNot(File.Exists("/usr/bin/turnutils_natdiscovery"), "coturn is not installed");
        await using var server = CliCall.Start("nat-check", "--serve", "--listen", "127.0.0.1:0", "--alternate", "127.0.0.2", "--json");
        string address = JsonNode.Parse(await server.Out.WaitForAsync("StunServerStart"))!["endpoints"]![0]!.GetValue<string>();

        await using var tool = CliProcess.StartOther("turnutils_natdiscovery", "-m", "-f", "-p", address.Split(':')[1], "127.0.0.1");
        await tool.ExitAsync();

        tool.Out.Text.Should().Contain("NAT with Endpoint Independent Mapping!").And.Contain("NAT with Endpoint Independent Filtering!");
    }

    /// <summary>It says nothing once it serves, so it is asked until it does.</summary>
    private static async Task<JsonNode> AskAsync(string port)
    {
        string[] check =
        [
            .. "nat-check --json --timeout 1500ms --lifetime-max 500ms --lifetime-resolution 500ms --server".Split(' '),
            $"127.0.0.1:{port}",
        ];
        for (int i = 0; i < 20; i++)
        {
            (int code, string output, _) = await CliCall.RunAsync(check);
            if (code == 0)
            {
                return JsonNode.Parse(output)!;
            }
        }

        throw new TimeoutException("coturn does not serve");
    }

    private static string FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return $"{((IPEndPoint)socket.LocalEndPoint!).Port}";
    }
}
