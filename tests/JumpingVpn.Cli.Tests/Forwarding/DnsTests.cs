using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Forwarding;

/// <summary>dig asks dnsmasq through a session whose client loses its socket; neither knows of us.</summary>
public sealed class DnsTests
{
    [SkippableFact]
    public async Task Names_are_looked_up_through_a_session_whose_socket_dies()
    {
        Skip.IfNot(InstalledProgram.IsThere("dnsmasq") && InstalledProgram.IsThere("dig"), "dnsmasq or dig is not installed");
        IPEndPoint service = FreePort();
        using Process dns = Start(
            "dnsmasq",
            "--keep-in-foreground --conf-file=/dev/null --no-resolv --no-hosts --bind-interfaces --listen-address=127.0.0.1 --pid-file= "
                + string.Create(CultureInfo.InvariantCulture, $"--port={service.Port} --address=/example.test/192.0.2.7")
        );
        try
        {
            await using Tunnel tunnel = await Tunnel.StartAsync(service, "--kill-after", "2");
            for (int i = 0; i < 5; i++)
            {
                string answer = await DigAsync(tunnel.EndPoint);
                answer.Trim().Should().Be("192.0.2.7");
            }

            await tunnel.Server.Out.WaitForAsync("\"TransportSwitch\"");
        }
        finally
        {
            dns.Kill();
        }
    }

    private static async Task<string> DigAsync(IPEndPoint tunnel)
    {
        using Process dig = Start(
            "dig",
            string.Create(CultureInfo.InvariantCulture, $"@{tunnel.Address} -p {tunnel.Port} www.example.test A +short +tries=10 +time=2")
        );
        using var patience = new CancellationTokenSource(LineCapture.Patience);
        return await dig.StandardOutput.ReadToEndAsync(patience.Token);
    }

    private static Process Start(string program, string arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;

    private static IPEndPoint FreePort()
    {
        using var socket = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        return (IPEndPoint)socket.Client.LocalEndPoint!;
    }
}
