namespace JumpingVpn.Cli.Tests.Prototype;

/// <summary>The two peers understand each other: what our programs are measured with is sound in itself.</summary>
public class PrototypePeersTests
{
    [Fact]
    public async Task The_prototype_client_completes_its_sequence_on_the_prototype_server()
    {
        await using var server = new PrototypeServer();
        using var client = new PrototypeClient(server.EndPoint);

        (await client.HandshakeAsync()).Text("session_id").Should().MatchRegex("^S-[0-9a-f]{16}$");
        (await client.SendDataAsync("one")).Text("type").Should().Be("DATA_ACK");
        client.ReplaceSocket();
        (await client.SendDataAsync("two")).Text("code").Should().Be("WRONG_TRANSPORT");
        (await client.ReattachAsync(proof: new string('0', 64))).Text("code").Should().Be("BAD_PROOF");
        (await client.ReattachAsync()).Text("type").Should().Be("REATTACH_ACK");
        (await client.SendDataAsync("three")).Text("type").Should().Be("DATA_ACK");
        server.Received.First().Text.Should().Be("""{"type": "HANDSHAKE_INIT"}""");
    }
}
