using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using JumpingVpn.Cli.Arguments;
using JumpingVpn.Cli.Demonstration;
using JumpingVpn.Cli.Logging;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Cli.Tests.Prototype;
using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.Datagrams;
using JumpingVpn.Protocol;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Demonstration;

/// <summary>What a machine with several addresses, a name with several, and a stopped process make of the demonstration.</summary>
public class RealNetworkTests
{
    [LinuxTheory]
    [InlineData("0.0.0.0:0")]
    [InlineData("[::]:0")]
    public async Task A_server_of_all_addresses_answers_from_the_one_that_was_asked(string bind)
    {
        await using var server = CliCall.Start("server", "--bind", bind);
        int port = (await EventLine.BoundAddressAsync(server.Out)).Port;
        using var connected = new PrototypeClient(new IPEndPoint(IPAddress.Parse("127.0.0.3"), port));

        (int code, string output, string error) = await CliCall.RunAsync("client", "--server", $"127.0.0.2:{port}");

        code.Should().Be(0, error);
        output.Should().Contain("\"ClientDone\"");
        (await connected.HandshakeAsync()).Text("type").Should().Be("HANDSHAKE_ACK");
    }

    [Fact]
    public async Task A_name_is_tried_at_each_of_its_addresses()
    {
        using var silence = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        await using var server = CliCall.Start("server", "--bind", "127.0.0.1:0");
        var dead = TransportAddress.FromEndPoint((IPEndPoint)silence.Client.LocalEndPoint!);
        var live = TransportAddress.FromEndPoint(await EventLine.BoundAddressAsync(server.Out));
        var surroundings = new Surroundings { Out = new LineCapture(), Error = TextWriter.Null };
        await using var events = new EventStream(new RecordOptions(), surroundings);
        await using ServerSearch<ClientProgram> search = ClientProgram.Search([dead, live], ClientProgram.Bounds, events, surroundings);

        (await search.FindAsync()).Should().NotBeNull(search.WhyNone);
    }

    [Fact]
    public async Task Where_no_address_answers_each_is_named()
    {
        using var one = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        using var other = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var surroundings = new Surroundings { Out = new LineCapture(), Error = TextWriter.Null };
        IEnumerable<EndPoint> bound = new[] { one, other }.Select(static udp => udp.Client.LocalEndPoint!);
        TransportAddress[] addresses = [.. bound.Select(static end => TransportAddress.FromEndPoint((IPEndPoint)end))];
        await using var events = new EventStream(new RecordOptions(), surroundings);
        ClientOptions options = ClientProgram.Bounds with { HandshakeAttempts = 1 };
        await using ServerSearch<ClientProgram> search = ClientProgram.Search(addresses, options, events, surroundings);

        (await search.FindAsync()).Should().BeNull();
        search
            .WhyNone.Should()
            .BeOneOf(
                $"no answer from {addresses[0]}; no answer from {addresses[1]}: is the server running? "
                    + $"Start it with: jumpingvpn server --bind {addresses[0]}",
                $"no answer from {addresses[1]}; no answer from {addresses[0]}: is the server running? "
                    + $"Start it with: jumpingvpn server --bind {addresses[1]}"
            );
    }

    [Fact]
    public void The_families_of_a_name_take_turns_and_IPv4_begins()
    {
        string[] texts = ["2001:db8::1", "2001:db8::2", "192.0.2.1", "192.0.2.1", "192.0.2.2", "2001:db8::3"];
        IEnumerable<IPAddress> found = texts.Select(IPAddress.Parse);

        AddressLookup
            .InTurns(found, 9)
            .Select(address => address.ToString())
            .Should()
            .Equal("192.0.2.1:9", "[2001:db8::1]:9", "192.0.2.2:9", "[2001:db8::2]:9", "[2001:db8::3]:9");
    }

    [PosixFact]
    public async Task A_stopped_server_judges_by_when_datagrams_came()
    {
        if (!OperatingSystem.IsLinux())
        {
            return; // only Linux tells when
        }

        var ttl = TimeSpan.FromSeconds(10); // long enough for a loaded machine to stop a process within it
        await using var server = CliProcess.Start("server", "--bind", "127.0.0.1:0", "--ttl", "10s");
        IPEndPoint address = await EventLine.BoundAddressAsync(server.Out);
        using var inTime = new PrototypeClient(address);
        using var late = new PrototypeClient(address);
        await inTime.HandshakeAsync();
        await late.HandshakeAsync();

        await server.SignalAsync("STOP");
        await inTime.TellAsync(Data(inTime));
        await Task.Delay(ttl + TimeSpan.FromSeconds(1)); // real time is what the kernel's clock measures
        await late.TellAsync(Data(late));
        await server.SignalAsync("CONT");

        (await inTime.ListenAsync()).Text("type").Should().Be("DATA_ACK");
        Dictionary<string, JsonElement> refused = await late.ListenAsync();
        (refused.Text("code"), refused.Text("reason")).Should().Be(("UNKNOWN_SESSION", "session_expired"));
    }

    private static byte[] Data(PrototypeClient client) =>
        PrototypeJson.Write(("type", "DATA"), ("session_id", client.SessionId), ("payload", "x"));
}
