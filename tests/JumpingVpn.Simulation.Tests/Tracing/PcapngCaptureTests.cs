using System.Buffers.Binary;
using JumpingVpn.Datagrams;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Nat;
using JumpingVpn.Network.Randomness;
using JumpingVpn.Simulation.Time;
using JumpingVpn.Simulation.Tracing;

namespace JumpingVpn.Simulation.Tests.Tracing;

public sealed class PcapngCaptureTests : IDisposable
{
    private readonly MemoryStream _stream = new();
    private readonly SimulatedNetwork _net = new(seed: 1);
    private readonly SimulatedHost _gateway;
    private readonly SimulatedNat _home;
    private readonly SimulatedHost _phone;

    public PcapngCaptureTests()
    {
        _net.Observe(new PcapngCapture(_stream));
        _gateway = _net.AddHost("gw");
        _home = _net.AddNat("home", NatPresets.PortRestrictedCone);
        _phone = _net.AddHost("phone", _home);
    }

    [Fact]
    public void Each_side_of_a_NAT_is_an_interface_and_shows_its_own_addresses()
    {
        Ping("hello"u8);

        PcapngBlocks capture = Read();
        capture.Sections.Should().Be(1);
        capture.Interfaces.Should().Equal("phone", "home inside", "home outside", "gw");
        capture.Packets.Select(it => it.Interface).Should().Equal("phone", "home inside", "home outside", "gw");
        SourceOf(capture.Packets[1]).Should().Be(_phone.Address.IPv4Bits);
        SourceOf(capture.Packets[2]).Should().Be(_home.ExternalAddresses[0].IPv4Bits);
    }

    [Fact]
    public void Timestamps_are_virtual_time()
    {
        _phone.Link.Uplink = new LinkOptions { Delay = TimeSpan.FromTicks(200_001) };
        Ping("hello"u8);

        PcapngBlocks capture = Read();
        capture.Packets[0].At.Should().Be(VirtualTimeProvider.Origin);
        capture.Packets[1].At.Should().Be(VirtualTimeProvider.Origin.AddTicks(200_001));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(1200)]
    public void Headers_carry_the_lengths_and_correct_checksums(int length)
    {
        byte[] payload = new byte[length];
        new RandomStream(7).Fill(payload);
        Ping(payload);

        foreach (PcapngBlocks.Packet packet in Read().Packets)
        {
            byte[] bytes = packet.Bytes;
            bytes.Length.Should().Be(28 + length);
            BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(2)).Should().Be((ushort)bytes.Length);
            BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(24)).Should().Be((ushort)(8 + length));
            Folded(bytes.AsSpan(0, 20)).Should().Be(0xFFFF, "that is what a header with its checksum adds up to");
            byte[] pseudo = [.. bytes[12..20], 0, 17, .. bytes[24..26], .. bytes[20..]];
            Folded(pseudo).Should().Be(0xFFFF);
            bytes[28..].Should().Equal(payload);
        }
    }

    [Fact]
    public void IPv6_endpoints_give_IPv6_packets()
    {
        TransportAddress.TryParse("[2001:db8::1]:7", out TransportAddress source).Should().BeTrue();
        TransportAddress.TryParse("[2001:db8::2]:9", out TransportAddress destination).Should().BeTrue();
        _net.Inject("hello"u8, source, destination);

        byte[] bytes = Read().Packets[0].Bytes;
        bytes.Length.Should().Be(53);
        bytes[0].Should().Be(0x60);
        byte[] pseudo = [.. bytes[8..40], 0, 0, .. bytes[4..6], 0, 0, 0, 17, .. bytes[40..]];
        Folded(pseudo).Should().Be(0xFFFF);
    }

    [Fact]
    public void A_drop_is_shown_where_it_happened_with_its_reason_as_a_comment()
    {
        TransportAddress stranger = _gateway.Address.WithPort(1);
        _net.Inject("hello"u8, stranger, _home.ExternalAddresses[0].WithPort(2));
        _phone.Link.Uplink = new LinkOptions { Loss = Probability.FromPercent(100) };
        Ping("hello"u8);

        Read()
            .Packets.Where(it => it.Comment is not null)
            .Select(it => (it.Interface, it.Comment))
            .Should()
            .Equal(("home outside", "dropped by home: NoMapping"), ("phone>home", "dropped by phone>home: Loss"));
    }

    [Fact]
    public void Two_captures_in_one_stream_are_two_sections()
    {
        Ping("hello"u8);
        var other = new SimulatedNetwork(seed: 1);
        other.Observe(new PcapngCapture(_stream));
        other.Inject("hello"u8, _gateway.Address.WithPort(1), _gateway.Address.WithPort(2));

        PcapngBlocks capture = Read();
        capture.Sections.Should().Be(2);
        capture.Packets[^1].Comment.Should().Be("dropped by internet: NoRoute");
    }

    [Theory]
    [InlineData("A payment: on its way (5 s, \u00e4)")]
    [InlineData("")]
    public void A_capture_that_is_named_bears_its_name_on_each_interface_and_on_its_first_packet(string name)
    {
        var other = new SimulatedNetwork(seed: 1);
        other.Observe(new PcapngCapture(_stream, name));
        other.Inject("hello"u8, _gateway.Address.WithPort(1), _gateway.Address.WithPort(2));
        other.Inject("hello"u8, _gateway.Address.WithPort(1), _gateway.Address.WithPort(2));

        PcapngBlocks capture = Read();
        capture.Descriptions.Should().Equal(name);
        capture
            .Packets.Select(packet => packet.Comment)
            .Should()
            .Equal($"scenario: {name}", "dropped by internet: NoRoute", null, "dropped by internet: NoRoute");
    }

    [Fact]
    public void Captures_in_one_file_are_one_section_each_with_interfaces_of_its_own()
    {
        using MemoryStream stream = new();
        var file = new PcapngFile(stream);
        foreach (string name in new[] { "first", "second" })
        {
            var net = new SimulatedNetwork(seed: 1);
            net.Observe(new PcapngCapture(file, name));
            net.Inject("hello"u8, _gateway.Address.WithPort(1), _gateway.Address.WithPort(2));
        }

        var capture = new PcapngBlocks(stream.ToArray());
        capture.Sections.Should().Be(1);
        capture.Interfaces.Should().Equal("internet", "internet");
        capture.Descriptions.Should().Equal("first", "second");
        capture.Packets.Select(packet => packet.Interface).Should().HaveCount(4);
    }

    [Fact]
    public void Sections_that_are_appended_are_the_file_that_one_run_would_have_written()
    {
        using MemoryStream direct = new();
        using MemoryStream joined = new();
        var directly = new PcapngFile(direct);
        var file = new PcapngFile(joined);
        foreach (string name in new[] { "first", "second", "third" })
        {
            using MemoryStream apart = new();
            var net = new SimulatedNetwork(seed: 1);
            net.Observe(new PcapngCapture(directly, name));
            net.Observe(new PcapngCapture(apart, name));
            net.Inject("hello"u8, _gateway.Address.WithPort(1), _gateway.Address.WithPort(2));
            file.Append(apart.ToArray());
        }

        joined.ToArray().Should().Equal(direct.ToArray());
    }

    [Fact]
    public void A_name_that_is_longer_than_a_capture_can_hold_is_cut()
    {
        var other = new SimulatedNetwork(seed: 1);
        other.Observe(new PcapngCapture(_stream, new string('n', 70_000)));
        other.Inject("hello"u8, _gateway.Address.WithPort(1), _gateway.Address.WithPort(2));

        Read().Descriptions.Should().Equal(new string('n', 10_000));
    }

    public void Dispose() => _stream.Dispose();

    private static uint SourceOf(PcapngBlocks.Packet packet) => BinaryPrimitives.ReadUInt32BigEndian(packet.Bytes.AsSpan(12));

    private static int Folded(ReadOnlySpan<byte> bytes)
    {
        int sum = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            sum += i % 2 == 0 ? bytes[i] << 8 : bytes[i];
        }

        while (sum > 0xFFFF)
        {
            sum = (sum & 0xFFFF) + (sum >> 16);
        }

        return sum;
    }

    private void Ping(ReadOnlySpan<byte> payload)
    {
        using SimulatedChannel listening = _gateway.OpenChannel(4500);
        listening.Start(new Sink());
        using SimulatedChannel channel = _phone.OpenChannel();
        channel.Send(payload, listening.LocalAddress);
        _net.RunUntilQuiescent();
    }

    private PcapngBlocks Read() => new(_stream.ToArray());

    private sealed class Sink : IDatagramReceiver
    {
        public void OnDatagram(ReadOnlySpan<byte> datagram, in TransportAddress source) { }
    }
}
