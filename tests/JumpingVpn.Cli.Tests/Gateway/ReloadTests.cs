using JumpingVpn.Cli.Tests.Prototype;
using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Gateway;

/// <summary>A SIGHUP to a server with a file and without a terminal: what changes, what waits, and what a mistake does.</summary>
public sealed class ReloadTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [PosixFact]
    public async Task Limits_and_the_level_change_and_the_rest_is_said_to_wait()
    {
        string file = Write("""{ "bind": "127.0.0.1:0", "policy": { "maximum-sessions": "1", "maximum-tombstones": "5" } }""");
        await using var server = CliProcess.Start(["server", "--config", file], _ => { });
        using var first = new PrototypeClient(await EventLine.BoundAddressAsync(server.Out));
        using var second = new PrototypeClient(await EventLine.BoundAddressAsync(server.Out));
        await first.HandshakeAsync();
        (await second.HandshakeAsync()).Text("code").Should().Be("SERVER_FULL");

        Write(
            """
            { "bind": "127.0.0.1:0", "log-level": "debug", "metrics": "127.0.0.1:9",
              "policy": { "maximum-sessions": "2", "maximum-tombstones": "6" } }
            """
        );
        await server.SignalAsync("HUP");
        await server.Out.WaitForAsync("ServerReload");

        string[] changes = [.. server.Out.Lines.Where(line => line.Contains("SettingChanged", StringComparison.Ordinal)).Select(After)];
        changes
            .Should()
            .BeEquivalentTo(
                """{"setting":"maximum-sessions","from":"1","to":"2","applied":true}""",
                """{"setting":"maximum-tombstones","from":"5","to":"6","applied":false}""",
                """{"setting":"log-level","from":"info","to":"debug","applied":true}""",
                """{"setting":"metrics","from":"none","to":"127.0.0.1:9","applied":false}"""
            );
        await server.Error.WaitForAsync("maximum-tombstones is 5, and 6 in the configuration: that needs a restart.");
        (await second.HandshakeAsync()).Text("type").Should().Be("HANDSHAKE_ACK");
        await second.SendDataAsync("shown now");
        await server.Out.WaitForAsync("DataAccepted");
    }

    [PosixFact]
    public async Task A_mistake_changes_nothing_and_the_server_goes_on()
    {
        string file = Write("""{ "bind": "127.0.0.1:0" }""");
        await using var server = CliProcess.Start(["server", "--config", file], _ => { });
        using var client = new PrototypeClient(await EventLine.BoundAddressAsync(server.Out));
        await client.HandshakeAsync();

        Write("""{ "bind": "127.0.0.1:0", "policy": { "idle-ttl": "never" } }""");
        await server.SignalAsync("HUP");

        await server.Error.WaitForAsync("the new configuration is refused, and the server continues with the old one: --config");
        (await client.SendDataAsync("still here")).Text("type").Should().Be("DATA_ACK");
        File.Delete(file);
        await server.SignalAsync("HUP");
        await server.Error.WaitForAsync("it cannot be read");
        (await client.SendDataAsync("still here")).Text("type").Should().Be("DATA_ACK");
    }

    [PosixFact]
    public async Task Without_a_file_a_hang_up_ends_it_as_ever()
    {
        await using var server = CliProcess.Start(["server", "--bind", "127.0.0.1:0"], _ => { });
        await server.Out.WaitForAsync("ServerStart");

        await server.SignalAsync("HUP");

        (await server.ExitAsync()).Should().Be(0);
    }

    [PosixFact]
    public async Task The_second_signal_ends_a_drain_at_once()
    {
        await using var server = CliProcess.Start(["server", "--bind", "127.0.0.1:0", "--drain", "1h"], _ => { });
        using var client = new PrototypeClient(await EventLine.BoundAddressAsync(server.Out));
        await client.HandshakeAsync();
        await server.SignalAsync("TERM");
        await server.Out.WaitForAsync("ServerDrain");
        await Task.Delay(300); // two signals within 200 ms are one wish

        await server.SignalAsync("TERM");

        (await server.ExitAsync()).Should().NotBe(0);
    }

    [PosixFact]
    public async Task A_key_takes_the_place_of_another_without_a_session_lost()
    {
        const string Old = "the-old-key-of-the-phone";
        const string New = "the-new-key-of-the-phone";
        string keys = _directory.Write("keys", $"phone {Old}\n");
        string file = Write($$"""{ "bind": "127.0.0.1:0", "mode": "psk", "psk-clients": "{{keys}}" }""");
        await using var server = CliProcess.Start(["server", "--config", file], _ => { });
        string address = (await EventLine.BoundAddressAsync(server.Out)).ToString();
        (await RunClientAsync(address, Old)).Should().Be(0);
        (await server.Out.WaitForAsync("SessionCreated")).Should().Contain("\"client\":\"phone\"");
        (await RunClientAsync(address, New)).Should().NotBe(0);

        _directory.Write("keys", $"phone {Old}\nphone {New} # both for a while\n");
        await server.SignalAsync("HUP");
        await server.Out.WaitForAsync("ServerReload");
        (await RunClientAsync(address, Old), await RunClientAsync(address, New)).Should().Be((0, 0));

        _directory.Write("keys", $"phone {Old} until 2020-01-01\nphone {New}\n");
        await server.SignalAsync("HUP");
        await server.Out.WaitForAsync("ServerReload", count: 2);
        (await RunClientAsync(address, New)).Should().Be(0);
        (await RunClientAsync(address, Old)).Should().NotBe(0, "its time is over");
        server.Out.Text.Should().NotContain(Old).And.NotContain(New);
    }

    private async Task<int> RunClientAsync(string address, string key)
    {
        await using var client = CliCall.Start(
            ["client", "--server", address, "--mode", "psk", "--psk-name", "phone"],
            usual => usual with { Variable = name => name == "JUMPINGVPN_PSK" ? key : null }
        );
        return await client.Exit.WaitAsync(LineCapture.Patience);
    }

    private string Write(string text) => _directory.Write("server.json", text);

    private static string After(string line) => "{" + line[line.IndexOf("\"setting\"", StringComparison.Ordinal)..];
}
