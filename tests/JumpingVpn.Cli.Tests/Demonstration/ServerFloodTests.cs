using System.Net;
using System.Net.Sockets;
using System.Text;
using JumpingVpn.Cli.Tests.Prototype;
using JumpingVpn.Cli.Tests.Support;

namespace JumpingVpn.Cli.Tests.Demonstration;

/// <summary>Garbage of every kind reaches the real socket, and the server neither falls nor forgets.</summary>
public class ServerFloodTests
{
    private const int Rounds = 250;
    private static readonly IPAddress Elsewhere = IPAddress.Parse("127.0.0.2");

    [Fact]
    public async Task A_flood_of_malformed_datagrams_leaves_sessions_and_new_clients_served()
    {
        await using var server = CliCall.Start("server", "--bind", "127.0.0.1:0");
        IPEndPoint address = await EventLine.BoundAddressAsync(server.Out);
        using var before = new PrototypeClient(address);
        await before.HandshakeAsync();
        using var flood = new UdpClient(new IPEndPoint(Elsewhere, 0)); // each address has its own share
        flood.Connect(address);

        byte[][] garbage = [.. Garbage(before.SessionId)];
        for (int round = 0; round < Rounds; round++)
        {
            foreach (byte[] datagram in garbage)
            {
                await flood.SendAsync(datagram);
            }
        }

        before.Attempts = 10;
        (await before.SendDataAsync("still here")).Text("type").Should().Be("DATA_ACK");
        using var after = new PrototypeClient(address);
        (await after.HandshakeAsync()).Text("type").Should().Be("HANDSHAKE_ACK");
        (await after.SendDataAsync("new here")).Text("type").Should().Be("DATA_ACK");
        (await server.StopAsync()).Should().Be(0);
        EventLine.Names(server.Out).Should().NotContain("TransportSwitch");
        server
            .Out.Lines.Where(line => line.Contains("SessionTerminated", StringComparison.Ordinal))
            .Should()
            .OnlyContain(line => EventLine.Member(line, "detail") == "server_stopping", "only the stop ends a session");
        server.Error.Lines.Should().BeEmpty();
    }

    private static IEnumerable<byte[]> Garbage(string session)
    {
        yield return [];
        yield return [0];
        yield return [0xFF, 0xFE, 0x00, 0xC3, 0x28];
        yield return new byte[60_000];
        foreach (string text in Texts(session))
        {
            yield return Encoding.UTF8.GetBytes(text);
        }

        yield return [.. "{\"type\": \"DATA\", \"session_id\": \""u8, 0xC3, 0x28, .. "\"}"u8];
    }

    private static IEnumerable<string> Texts(string session) =>
        [
            "not json",
            "null",
            "[]",
            "42",
            "\"HANDSHAKE_INIT\"",
            "{",
            "{\"type\"",
            "{\"type\": ",
            "{\"type\": \"HANDSHAKE_INIT\"",
            "{\"type\": 7}",
            "{\"type\": null}",
            "{\"type\": {}}",
            "{\"type\": \"\"}",
            "{\"type\": \"handshake_init\"}",
            "{\"type\": \"DATA\"}",
            $"{{\"type\": \"DATA\", \"session_id\": 7, \"payload\": \"x\"}}",
            $"{{\"type\": \"DATA\", \"session_id\": \"{session}\"}}",
            $"{{\"type\": \"DATA\", \"session_id\": \"{session}\", \"payload\": []}}",
            $"{{\"type\": \"DATA\", \"session_id\": \"{session}\", \"payload\": \"x\", \"seq\": -1}}",
            $"{{\"type\": \"DATA\", \"session_id\": \"{session}\", \"payload\": \"x\", \"seq\": 1e400}}",
            $"{{\"type\": \"DATA\", \"session_id\": \"{session}\", \"payload\": \"x\", \"seq\": 99999999999999999999999999}}",
            $"{{\"type\": \"DATA\", \"session_id\": \"{new string('S', 30_000)}\", \"payload\": \"x\"}}",
            $"{{\"type\": \"DATA\", \"session_id\": \"{session}\", \"session_id\": \"{session}\", \"payload\": \"x\"}}",
            $"{{\"type\": \"REATTACH_REQUEST\", \"session_id\": \"{session}\", \"nonce\": \"zz\", \"proof\": \"zz\"}}",
            $"{{\"type\": \"REATTACH_REQUEST\", \"session_id\": \"{session}\", \"nonce\": \"00\", \"proof\": \"{new string('0', 64)}\"}}",
            $"{{\"type\": \"REATTACH_REQUEST\", \"session_id\": \"{session}\"}}",
            "{\"type\": \"HANDSHAKE_ACK\", \"session_id\": \"S-0000000000000000\"}",
            "{\"type\": \"ERROR\", \"code\": \"UNKNOWN_SESSION\"}",
            $"{{\"type\": \"DATA\", \"x\": {new string('[', 5_000)}{new string(']', 5_000)}}}",
            $"{{\"type\": \"{new string('T', 50_000)}\"}}",
            "{\"type\": \"DATA\", \"session_id\": \"\\ud800\", \"payload\": \"\\udfff\"}",
        ];
}
