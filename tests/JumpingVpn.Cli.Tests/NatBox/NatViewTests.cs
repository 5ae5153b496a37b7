using System.Net;
using System.Net.Sockets;
using JumpingVpn.Cli.Tests.Support;

namespace JumpingVpn.Cli.Tests.NatBox;

/// <summary>The live view on a terminal: the real program on a pseudo terminal, its keys, and its last page.</summary>
public sealed class NatViewTests
{
    [SkippableFact]
    public async Task Each_key_does_what_the_last_line_says()
    {
        string? missing = ForeignProgram.Missing("script");
        Skip.If(missing is not null, missing);
        int port = ForeignProgram.FreePort();
        string program = string.Join(' ', CliProcess.Program);
        await using var view = ForeignProgram.Start(
            "script",
            $"-qfc 'stty rows 40 cols 160; {program} nat --listen 127.0.0.1:{port} --to 127.0.0.1:9 --seed 1' /dev/null",
            ("TERM", "xterm"),
            ("NO_COLOR", "1")
        );
        await view.WaitForAsync("r rebind   f flush   l loss +5 %   L loss -5 %   p partition   s stuck   q quit");
        using Socket client = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        client.Connect(IPAddress.Loopback, port);
        client.Send([1]);
        await view.WaitForAsync("flows: 1, mappings: 1, moved: 0");
        await view.WaitForAsync($"127.0.0.1:{((IPEndPoint)client.LocalEndPoint!).Port}");
        (char Key, string Shown)[] keys =
        [
            ('r', "Rebound mappings 1 kind port"),
            ('l', "up loss 5 % | down loss 5 %"),
            ('L', "LinkChanged up perfect down perfect"),
            ('p', "PARTITIONED: nothing passes"),
            ('p', "Healed"),
            ('s', "Stuck mappings 1"),
            ('f', "Flushed mappings 1"),
        ];
        foreach ((char key, string shown) in keys)
        {
            await view.WriteAsync($"{key}");
            await view.WaitForAsync(shown);
        }

        await view.WriteAsync("q");

        await view.WaitForAsync("entered: 1, duplicates: 0, dropped: 0, in flight: 0");
        (await view.EndAsync()).Code.Should().Be(0);
    }
}
