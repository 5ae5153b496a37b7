using System.Buffers.Binary;
using System.Globalization;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Simulation.Captures;

/// <summary>Finds the UDP datagram in an IPv4 (RFC 791) or IPv6 (RFC 8200) packet. Checksums are not looked at: cards compute them after
/// the capture has seen the packet.</summary>
internal static class IpDecoder
{
    private const int IPv4Header = 20;
    private const int IPv6Header = 40;
    private const int UdpHeader = 8;
    private const byte Udp = 17;
    private const byte IPv6Fragment = 44;
    private const int MostExtensions = 16;

    public static void Decode(ReadOnlySpan<byte> packet, in FrameFacts facts, DatagramCollector collector)
    {
        switch (packet.IsEmpty ? 0 : packet[0] >> 4)
        {
            case 4:
                DecodeIPv4(packet, facts, collector);
                break;
            case 6:
                DecodeIPv6(packet, facts, collector);
                break;
            default:
                collector.Skip("packets that are neither IPv4 nor IPv6");
                break;
        }
    }

    private static void DecodeIPv4(ReadOnlySpan<byte> packet, in FrameFacts facts, DatagramCollector collector)
    {
        int header = (packet[0] & 15) * 4;
        if (packet.Length < IPv4Header || header < IPv4Header || packet.Length < header)
        {
            collector.Skip("truncated or broken IPv4 packets");
            return;
        }

        ushort fragment = BinaryPrimitives.ReadUInt16BigEndian(packet[6..]);
        if ((fragment & 0x3FFF) != 0)
        {
            collector.Skip("fragments of IPv4");
            return;
        }

        var source = TransportAddress.FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(packet[12..]), 0);
        var destination = TransportAddress.FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(packet[16..]), 0);
        ushort identification = BinaryPrimitives.ReadUInt16BigEndian(packet[4..]);
        DecodeTransport(packet[9], packet[header..], source, destination, identification, packet[8], facts, collector);
    }

    private static void DecodeIPv6(ReadOnlySpan<byte> packet, in FrameFacts facts, DatagramCollector collector)
    {
        if (packet.Length < IPv6Header)
        {
            collector.Skip("truncated or broken IPv6 packets");
            return;
        }

        var source = new TransportAddress(BinaryPrimitives.ReadUInt128BigEndian(packet[8..]), 0);
        var destination = new TransportAddress(BinaryPrimitives.ReadUInt128BigEndian(packet[24..]), 0);
        byte next = packet[6];
        ReadOnlySpan<byte> rest = packet[IPv6Header..];
        for (int i = 0; i < MostExtensions && next is 0 or 43 or 60 or 135; i++) // hop-by-hop, routing, destination, mobility
        {
            int length = rest.Length < 2 ? int.MaxValue : (rest[1] + 1) * 8;
            if (rest.Length < length)
            {
                collector.Skip("truncated or broken IPv6 packets");
                return;
            }

            next = rest[0];
            rest = rest[length..];
        }

        if (next == IPv6Fragment)
        {
            collector.Skip("fragments of IPv6");
        }
        else
        {
            DecodeTransport(next, rest, source, destination, identification: null, packet[7], facts, collector);
        }
    }

    private static void DecodeTransport(
        byte protocol,
        ReadOnlySpan<byte> segment,
        in TransportAddress source,
        in TransportAddress destination,
        ushort? identification,
        byte hopLimit,
        in FrameFacts facts,
        DatagramCollector collector
    )
    {
        if (protocol != Udp)
        {
            collector.Skip(NameOf(protocol));
            return;
        }

        int length = segment.Length < UdpHeader ? 0 : BinaryPrimitives.ReadUInt16BigEndian(segment[4..]);
        if (length < UdpHeader || length > segment.Length)
        {
            collector.Skip(
                length < UdpHeader ? "truncated or broken UDP datagrams"
                : length <= segment.Length + facts.Uncaptured ? "UDP datagrams that were not captured whole (use snaplen 0)"
                : "UDP datagrams that claim to be longer than their packet"
            );
            return;
        }

        collector.Add(
            new CaptureRecord(
                facts.Point,
                facts.At,
                source.WithPort(BinaryPrimitives.ReadUInt16BigEndian(segment)),
                destination.WithPort(BinaryPrimitives.ReadUInt16BigEndian(segment[2..])),
                segment[UdpHeader..length].ToArray()
            )
            {
                Identification = identification,
                HopLimit = hopLimit,
                Comment = facts.Comment,
            }
        );
    }

    private static string NameOf(byte protocol) =>
        protocol switch
        {
            1 => "ICMP",
            2 => "IGMP",
            6 => "TCP",
            50 => "ESP",
            58 => "ICMPv6",
            132 => "SCTP",
            _ => string.Create(CultureInfo.InvariantCulture, $"packets of IP protocol {protocol}"),
        };
}
