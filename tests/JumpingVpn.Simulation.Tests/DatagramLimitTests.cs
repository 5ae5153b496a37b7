using System.Buffers.Binary;
using JumpingVpn.Datagrams;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Randomness;
using JumpingVpn.Simulation.Tests.Tracing;
using JumpingVpn.Simulation.Tracing;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Simulation.Tests;

/// <summary>Nothing on the network is longer than a UDP datagram can be, whatever befalls it.</summary>
public sealed class DatagramLimitTests : IDisposable
{
    private readonly MemoryStream _stream = new();
    private readonly SimulatedNetwork _net = new(seed: 1);
    private readonly CollectingReceiver _received = new();

    public void Dispose() => _stream.Dispose();

    [Fact]
    public void A_datagram_that_grows_on_its_way_fits_its_receiver_and_a_capture()
    {
        _net.Observe(new PcapngCapture(_stream));
        using SimulatedChannel server = _net.AddHost("gw").OpenChannel(7000);
        server.Start(_received);
        SimulatedHost phone = _net.AddHost("phone");
        phone.Link.Uplink = new LinkOptions { Corruption = Probability.Certain, CorruptionKind = CorruptionKind.Extend };
        using SimulatedChannel channel = phone.OpenChannel();

        for (int length = server.MaxDatagramSize - 100; length <= server.MaxDatagramSize; length++)
        {
            channel.Send(new byte[length], server.LocalAddress);
        }

        _net.RunUntilQuiescent();

        _received.Received.Should().HaveCount(101).And.OnlyContain(datagram => datagram.Payload.Length <= server.MaxDatagramSize);
        new PcapngBlocks(_stream.ToArray())
            .Packets.Should()
            .OnlyContain(packet => StatedLength(packet) == packet.Bytes.Length, "an IPv4 header states the whole length");
    }

    private static int StatedLength(PcapngBlocks.Packet packet) => BinaryPrimitives.ReadUInt16BigEndian(packet.Bytes.AsSpan(2));

    [Fact]
    public void What_no_UDP_datagram_can_be_is_not_injected()
    {
        var somebody = TransportAddress.FromIPv4(192, 0, 2, 1, 1);

        _net.Invoking(it => it.Inject(new byte[UdpLimits.LongestPayload + 1], somebody, somebody))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("A datagram of 65508 bytes cannot be injected: UDP carries at most 65507.");
        _net.Ledger.HandedOver.Should().Be(0);
    }

    [Fact]
    public void A_capture_cuts_what_no_IPv4_header_can_state_and_says_so()
    {
        var somebody = TransportAddress.FromIPv4(192, 0, 2, 1, 1);
        var hop = new NetworkHop
        {
            At = default,
            Kind = HopKind.Dropped,
            Drop = DropReason.Loss,
            Datagram = 1,
            Where = "x",
            Source = somebody,
            Destination = somebody,
        };

        new PcapngCapture(_stream).OnHop(hop, new byte[70_000]);

        PcapngBlocks.Packet packet = new PcapngBlocks(_stream.ToArray()).Packets[0];
        packet.Bytes.Should().HaveCount(65_535);
        StatedLength(packet).Should().Be(65_535);
        packet.Comment.Should().Be("dropped by x: Loss; cut: UDP carries at most 65507 bytes, not 70000");
    }
}
