using System.Net;
using System.Text.Json;
using JumpingVpn.Cli.Tests.Prototype;
using JumpingVpn.Cli.Tests.Support;

namespace JumpingVpn.Cli.Tests.Demonstration;

/// <summary>Our server against the prototype's client, over real sockets.</summary>
public class ServerSequenceTests
{
    [Fact]
    public async Task The_prototype_client_completes_its_sequence_and_the_events_tell_it()
    {
        await using CliCall server = StartServer("--log-payload");
        IPEndPoint address = await EventLine.BoundAddressAsync(server.Out);
        using var client = new PrototypeClient(address);

        (await client.HandshakeAsync()).Text("type").Should().Be("HANDSHAKE_ACK");
        client.SessionId.Should().MatchRegex("^S-[0-9a-f]{16}$");
        IPEndPoint first = client.LocalEndPoint;
        await ExchangeAsync(client, 1, 3);
        client.ReplaceSocket();
        Dictionary<string, JsonElement> reattached = await client.ReattachAsync();
        await ExchangeAsync(client, 4, 6);

        reattached.Text("type").Should().Be("REATTACH_ACK");
        reattached.Text("session_id").Should().Be(client.SessionId);
        await server.Out.WaitForAsync("DataAccepted", count: 6);
        string created = await server.Out.WaitForAsync("SessionCreated");
        EventLine.Member(created, "session_id").Should().Be(client.SessionId);
        EventLine.Member(created, "transport").Should().Be(first.ToString());
        string[] accepted = server.Out.Lines.Where(line => EventLine.Member(line, "event") == "DataAccepted").ToArray();
        accepted
            .Select(line => EventLine.Member(line, "payload"))
            .Should()
            .Equal(Enumerable.Range(1, 6).Select(number => $"message {number}"));
        JsonElement switched = EventLine.Parse(await server.Out.WaitForAsync("TransportSwitch"));
        switched.GetProperty("from_transport").GetString().Should().Be(first.ToString());
        switched.GetProperty("to_transport").GetString().Should().Be(client.LocalEndPoint.ToString());
        switched.GetProperty("reason").GetString().Should().Be("transport_volatility");
        switched.GetProperty("explicit").GetBoolean().Should().BeTrue();
        switched.GetProperty("auditable").GetBoolean().Should().BeTrue();
        EventLine.Names(server.Out).Count(name => name == "TransportSwitch").Should().Be(1);
        (await server.StopAsync()).Should().Be(0);
        server.Error.Lines.Should().BeEmpty();
    }

    [Fact]
    public async Task Every_line_is_one_JSON_object_that_begins_with_time_and_event()
    {
        long before = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        await using CliCall server = StartServer("--ttl", "45s", "--log-level", "debug");
        using var client = new PrototypeClient(await EventLine.BoundAddressAsync(server.Out));
        await client.HandshakeAsync();
        await client.SendDataAsync("secret text");
        await server.Out.WaitForAsync("DataAccepted");

        server.Out.Lines.Should().AllSatisfy(line => line.Should().MatchRegex("""^\{"ts_ms":\d{13},"event":"[A-Z][A-Za-z]+",.*\}$"""));
        EventLine.Parse(server.Out.Lines[0]).GetProperty("ttl_sec").GetDouble().Should().Be(45);
        EventLine.Parse(server.Out.Lines[0]).GetProperty("ts_ms").GetInt64().Should().BeInRange(before, before + 60_000);
        server.Out.Text.Should().NotContain("secret text", "payload is logged only with --log-payload");
    }

    [Fact]
    public async Task Data_from_an_address_that_is_not_bound_is_refused_and_moves_nothing()
    {
        await using CliCall server = StartServer();
        using var client = new PrototypeClient(await EventLine.BoundAddressAsync(server.Out));
        await client.HandshakeAsync();
        using var stranger = new PrototypeClient(await EventLine.BoundAddressAsync(server.Out));

        (await stranger.SendDataAsync("mine", client.SessionId)).Text("code").Should().Be("WRONG_TRANSPORT");

        (await client.SendDataAsync("still mine")).Text("type").Should().Be("DATA_ACK");
        EventLine.Member(await server.Out.WaitForAsync("DataRejected"), "reason").Should().Be("wrong_transport");
    }

    [Fact]
    public async Task A_bad_proof_is_refused_and_the_rightful_client_goes_on()
    {
        await using CliCall server = StartServer();
        using var client = new PrototypeClient(await EventLine.BoundAddressAsync(server.Out));
        await client.HandshakeAsync();
        using var thief = new PrototypeClient(await EventLine.BoundAddressAsync(server.Out));

        (await thief.ReattachAsync(client.SessionId, new string('0', 64))).Text("code").Should().Be("BAD_PROOF");

        (await client.SendDataAsync("still mine")).Text("type").Should().Be("DATA_ACK");
        EventLine.Member(await server.Out.WaitForAsync("ReattachRejected"), "reason").Should().Be("bad_proof");
    }

    [Fact]
    public async Task A_session_that_nobody_made_is_unknown_for_data_and_for_reattach()
    {
        await using CliCall server = StartServer();
        using var client = new PrototypeClient(await EventLine.BoundAddressAsync(server.Out));

        (await client.SendDataAsync("hello", "S-0123456789abcdef")).Text("code").Should().Be("UNKNOWN_SESSION");
        (await client.ReattachAsync("S-0123456789abcdef")).Text("code").Should().Be("UNKNOWN_SESSION");
        (await client.AskAsync(PrototypeJson.Write(("type", "TELEPORT")))).Text("code").Should().Be("UNKNOWN_TYPE");
    }

    [Fact]
    public async Task A_captured_request_is_refused_from_elsewhere_and_acknowledged_again_to_its_sender()
    {
        await using CliCall server = StartServer();
        using var client = new PrototypeClient(await EventLine.BoundAddressAsync(server.Out));
        await client.HandshakeAsync();
        client.ReplaceSocket();
        await client.ReattachAsync();
        using var thief = new PrototypeClient(await EventLine.BoundAddressAsync(server.Out));

        (await thief.AskAsync(client.LastReattachRequest)).Text("code").Should().Be("REPLAY_DETECTED");

        Dictionary<string, JsonElement> repeated = await client.AskAsync(client.LastReattachRequest);
        repeated.Text("type").Should().Be("REATTACH_ACK", "its acknowledgement may have been lost");
        (await client.SendDataAsync("still mine")).Text("type").Should().Be("DATA_ACK");
        await server.StopAsync();
        EventLine.Names(server.Out).Count(name => name == "TransportSwitch").Should().Be(1);
    }

    [Fact]
    public async Task After_the_time_to_live_the_session_is_gone()
    {
        await using CliCall server = StartServer("--ttl", "2s");
        using var client = new PrototypeClient(await EventLine.BoundAddressAsync(server.Out));
        await client.HandshakeAsync();
        (await client.SendDataAsync("in time")).Text("type").Should().Be("DATA_ACK");

        await server.Out.WaitForAsync("SessionExpired");

        (await client.ReattachAsync()).Text("code").Should().Be("UNKNOWN_SESSION");
        (await client.SendDataAsync("too late")).Text("code").Should().Be("UNKNOWN_SESSION");
    }

    private static CliCall StartServer(params string[] options) => CliCall.Start(["server", "--bind", "127.0.0.1:0", .. options]);

    private static async Task ExchangeAsync(PrototypeClient client, int from, int to)
    {
        for (int i = from; i <= to; i++)
        {
            Dictionary<string, JsonElement> answer = await client.SendDataAsync($"message {i}");
            answer.Text("type").Should().Be("DATA_ACK");
            answer.Text("session_id").Should().Be(client.SessionId);
        }
    }
}
