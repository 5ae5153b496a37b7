using JumpingVpn.Datagrams;
using JumpingVpn.Network.Nat;
using JumpingVpn.Simulation.Tracing;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Simulation.Tests.Tracing;

/// <summary>Programs on libpcap and on Wireshark's own reader read every packet of a capture: many interfaces, both families,
/// several scenarios.</summary>
public sealed class ReadWholeTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [ToolFact("tcpdump")]
    public void Tcpdump_reads_every_packet()
    {
        int packets = Capture();

        string[] rows = ToolFactAttribute.Run("tcpdump", "-n", "-r", _path);

        rows.Should().HaveCount(packets);
        rows.Count(row => row.Contains(" IP6 ", StringComparison.Ordinal)).Should().Be(packets / 2);
        rows.Count(row => row.Contains(" IP ", StringComparison.Ordinal)).Should().Be(packets / 2);
    }

    [ToolFact("tcpdump")]
    public void Tcpdump_finds_no_bad_length_and_no_bad_checksum()
    {
        Capture();

        string.Join('\n', ToolFactAttribute.Run("tcpdump", "-n", "-vv", "-r", _path))
            .Should()
            .Contain("udp sum ok")
            .And.NotContain("bad ")
            .And.NotContain("missing")
            .And.NotContain("truncated");
    }

    [ToolFact("tshark")]
    public void Tshark_reads_every_packet_and_shows_of_which_scenario_it_is()
    {
        int packets = Capture();

        string[] rows = ToolFactAttribute.Run("tshark", "-r", _path, "-T", "fields", "-e", "frame.interface_description", "-e", "ipv6.src");

        rows.Should().HaveCount(packets);
        rows.Distinct().Should().BeEquivalentTo("first\t", "first\t2001:db8::2", "second\t", "second\t2001:db8::2");
    }

    /// <summary>Two scenarios with datagrams of each family; returns how many packets that are.</summary>
    private int Capture()
    {
        using FileStream stream = File.Create(_path);
        var file = new PcapngFile(stream);
        foreach (string scenario in new[] { "first", "second" })
        {
            var net = new SimulatedNetwork(seed: 1);
            net.Observe(new PcapngCapture(file, scenario));
            using SimulatedChannel server = net.AddHost("gw").OpenChannel(7000);
            server.Start(new CollectingReceiver());
            using SimulatedChannel phone = net.AddHost("phone", net.AddNat("home", NatPresets.FullCone)).OpenChannel();
            using SimulatedChannel new6 = net.AddHost("new6", address: Address("[2001:db8::1]:0")).OpenChannel(7000);
            new6.Start(new CollectingReceiver());
            using SimulatedChannel old6 = net.AddHost("old6", address: Address("[2001:db8::2]:0")).OpenChannel();
            phone.Send(new byte[UdpLimits.LongestPayload], server.LocalAddress); // at the phone, on both sides of the NAT, at the server
            old6.Send(new byte[UdpLimits.LongestPayload], new6.LocalAddress); // at both ends
            old6.Send([1], new6.LocalAddress);
            net.RunUntilQuiescent();
        }

        return 2 * (4 + 4);
    }

    private static TransportAddress Address(string text)
    {
        TransportAddress.TryParse(text, out TransportAddress address).Should().BeTrue();
        return address;
    }
}
