using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.NatBox;

/// <summary>A tunnel of WireGuard in user space, whose outside goes through the box: it follows its peer to each new port.</summary>
public sealed class WireGuardTests : IDisposable
{
    private const string Near = "10.9.0.1";
    private const string Far = "10.9.0.2";

    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task A_tunnel_outlives_its_port()
    {
        string? missing =
            ForeignProgram.Missing("wireguard-go", "wg")
            ?? NetworkNamespace.WhyUnavailable()
            ?? (File.Exists("/dev/net/tun") ? null : "this machine has no /dev/net/tun");
        Skip.If(missing is not null, missing);
        using NetworkNamespace internet = new();
        using NetworkNamespace home = new();
        using NetworkNamespace office = new();
        await using ForeignProgram near = await InterfaceAsync(internet, home, "n", Near);
        await using ForeignProgram far = await InterfaceAsync(internet, office, "f", Far);
        string[] options = ["--to", "127.0.0.1:51002", "--rebind-every", "200ms", "--loss", "5%", "--seed", "3"];
        await using var box = CliProcess.StartOther([
            "ip",
            "netns",
            "exec",
            internet.Name,
            .. CliProcess.Program,
            "nat",
            "--listen",
            "127.0.0.1:51000",
            .. options,
        ]);
        await box.Out.WaitForAsync("\"NatStart\"");
        string farKey = await PublicKeyAsync("f");
        await SetAsync($"{NameOf("f")} private-key {KeyOf("f")} listen-port 51002 peer {await PublicKeyAsync("n")} allowed-ips {Near}/32");
        await SetAsync($"{NameOf("n")} private-key {KeyOf("n")} peer {farKey} endpoint 127.0.0.1:51000 allowed-ips {Far}/32");

        using Socket server = Open(office, Far);
        using Socket client = Open(home, Near);
        EndPoint to = server.LocalEndPoint!;
        for (byte i = 0; i < 10; i++)
        {
            Exchange(client, server, to, i).Should().BeTrue($"message {i} came back through the tunnel");
            await Task.Delay(100); // so that ports change between them
        }

        await box.SignalAsync("INT");
        await box.ExitAsync();
        ((int)JsonNode.Parse(box.Out.Lines[^1])!["moved"]!).Should().BePositive();
    }

    // What is lost is sent again: a tunnel promises no more than UDP.
    private static bool Exchange(Socket client, Socket server, EndPoint to, byte number)
    {
        byte[] buffer = new byte[16];
        for (int i = 0; i < 40; i++)
        {
            client.SendTo([number], to);
            if (!Receive(server, buffer, number, out EndPoint from))
            {
                continue;
            }

            server.SendTo([number], from);
            if (Receive(client, buffer, number, out _))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Receive(Socket socket, byte[] buffer, byte number, out EndPoint from)
    {
        from = new IPEndPoint(IPAddress.Any, 0);
        while (socket.Poll(TimeSpan.FromMilliseconds(250), SelectMode.SelectRead))
        {
            if (socket.ReceiveFrom(buffer, ref from) == 1 && buffer[0] == number)
            {
                return true;
            }
        }

        return false;
    }

    private static Socket Open(NetworkNamespace where, string address) =>
        where.Run(() =>
        {
            Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
            return socket;
        });

    private static string NameOf(string side) => $"jv{Environment.ProcessId % 1_000_000}{side}";

    private string KeyOf(string side) => Path.Combine(_folder.Path, $"{side}.key");

    // Its socket is on the internet, where it was started; its inside is moved to the host.
    private async Task<ForeignProgram> InterfaceAsync(NetworkNamespace internet, NetworkNamespace host, string side, string address)
    {
        string name = NameOf(side);
        await using (var make = ForeignProgram.Start("wg", $"genkey > {KeyOf(side)}"))
        {
            await make.EndAsync();
        }

        var program = ForeignProgram.Start(
            "ip",
            $"netns exec {internet.Name} wireguard-go -f {name}",
            ("LOG_LEVEL", "verbose"),
            ("WG_I_PREFER_BUGGY_USERSPACE_TO_POLISHED_KMOD", "1")
        );
        await program.WaitForAsync("UAPI listener started");
        internet.Ip($"link set {name} netns {host.Name}");
        host.Ip($"address add {address}/24 dev {name}");
        host.Ip($"link set {name} up");
        return program;
    }

    private async Task<string> PublicKeyAsync(string side)
    {
        await using var show = ForeignProgram.Start("wg", $"pubkey < {KeyOf(side)}");
        return (await show.EndAsync()).Output.Trim();
    }

    private static async Task SetAsync(string settings)
    {
        await using var set = ForeignProgram.Start("wg", $"set {settings}");
        (int code, string output) = await set.EndAsync();
        code.Should().Be(0, output);
    }
}
