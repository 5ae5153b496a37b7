using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using JumpingVpn.Cli.Tests.Reality;
using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Importing;

/// <summary>Another protocol through the kernel's NAT, captured by tcpdump on both of its sides.</summary>
public sealed class KernelCaptureTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [SkippableFact]
    public async Task Name_lookups_through_a_masquerade_are_imported_from_both_of_its_sides()
    {
        string? missing = Array.Find(["tcpdump", "dnsmasq", "dig", "nft"], static name => !InstalledProgram.IsThere(name));
        Skip.If(missing is not null, $"{missing} is not installed");
        Skip.If(NetworkNamespace.WhyUnavailable() is not null, NetworkNamespace.WhyUnavailable());
        string inside = Path.Combine(_directory.Path, "inside.pcap");
        string outside = Path.Combine(_directory.Path, "outside.pcap");
        using var internet = new NetworkNamespace();
        using var host = new NetworkNamespace();
        using (var nat = new KernelNat(internet, 7, "192.168.7"))
        {
            nat.Translate("masquerade");
            nat.Connect(host, "eth0", 1);
            using Process server = Start(internet, "dnsmasq", "--no-daemon --no-resolv --no-hosts --address=/test/192.0.2.1 --pid-file=");
            using Process one = Start(nat.Box, "tcpdump", $"-i in -U -Z root -w {inside} udp");
            using Process other = Start(nat.Box, "tcpdump", $"-i out -U -Z root -w {outside} udp");
            await UntilAsync(() => Length(inside) >= 24 && Length(outside) >= 24 && Answers(host));
            for (int i = 0; i < 5; i++)
            {
                host.Execute("dig", $"+tries=1 +time=5 @198.18.7.1 name{i}.test");
            }

            await UntilAsync(() => Length(inside) > 1_000 && Length(inside) == Length(outside));
            foreach (Process process in (Process[])[one, other, server])
            {
                process.Kill();
                await process.WaitForExitAsync();
            }
        }

        string feature = Path.Combine(_directory.Path, "dns.feature");
        (int code, string _, string error) = await CliCall.RunAsync("import", outside, inside, "--out", feature, "--tolerance", "1ms");

        code.Should().Be(0, error);
        error
            .Should()
            .Contain("inside.pcap is inside of a NAT, and outside.pcap outside.")
            .And.Contain("\"nat\" gives ports that are preserved.")
            .And.Contain("have the order, times, lengths and fates of the capture.");
        string text = await File.ReadAllTextAsync(feature);
        text.Should().Contain("a peer \"inside-1\" behind \"nat\"").And.Contain("# \"outside-1\" is 198.18.7.1 in the capture.");
        (await CliCall.RunAsync("run", feature, "--backend", "all")).Code.Should().Be(0);
    }

    private static Process Start(NetworkNamespace where, string program, string arguments) =>
        Process.Start(
            new ProcessStartInfo("ip", $"netns exec {where.Name} {program} {arguments}")
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            }
        )!;

    private static long Length(string path) => File.Exists(path) ? new FileInfo(path).Length : 0;

    /// <summary>Whether the server answers a query by hand.</summary>
    private static bool Answers(NetworkNamespace host) =>
        host.Run(() =>
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 200 };
            byte[] query = [0, 9, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 4, .. "test"u8, 0, 0, 1, 0, 1];
            socket.SendTo(query, new IPEndPoint(IPAddress.Parse("198.18.7.1"), 53));
            try
            {
                return socket.Receive(new byte[512]) > 0;
            }
            catch (SocketException)
            {
                return false;
            }
        });

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!condition())
        {
            await Task.Delay(20, limit.Token);
        }
    }
}
