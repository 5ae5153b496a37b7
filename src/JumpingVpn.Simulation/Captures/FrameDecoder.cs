using System.Buffers.Binary;
using System.Globalization;

namespace JumpingVpn.Simulation.Captures;

/// <summary>Finds the UDP datagram in a frame, or says what the frame is instead.</summary>
internal static class FrameDecoder
{
    private const int Null = 0;
    private const int Ethernet = 1;
    private const int RawAsDlt = 12; // what some write in place of 101
    private const int RawAsOpenBsd = 14;
    private const int Raw = 101;
    private const int Loop = 108;
    private const int LinuxCooked = 113;
    private const int IPv4Only = 228;
    private const int IPv6Only = 229;
    private const int LinuxCooked2 = 276;

    private const ushort EtherIPv4 = 0x0800;
    private const ushort EtherIPv6 = 0x86DD;
    private const ushort EtherArp = 0x0806;
    private const int MostTags = 4;

    /// <summary>Reads a frame.</summary>
    /// <param name="linkType">The LINKTYPE of its interface (draft-ietf-opsawg-pcaplinktype).</param>
    /// <param name="frame">What was captured of it.</param>
    /// <param name="facts">What the file says of it.</param>
    /// <param name="collector">Takes the datagram, or the name of what it is.</param>
    public static void Decode(int linkType, ReadOnlySpan<byte> frame, FrameFacts facts, DatagramCollector collector)
    {
        switch (linkType)
        {
            case Ethernet:
                DecodeEther(frame, 12, facts, collector);
                break;
            case LinuxCooked:
                DecodeEther(frame, 14, facts, collector);
                break;
            case LinuxCooked2 when frame.Length >= 20:
                // The same capture of all interfaces sees a datagram where it comes in and where it goes out.
                uint number = BinaryPrimitives.ReadUInt32BigEndian(frame[4..]);
                string on = string.Create(CultureInfo.InvariantCulture, $"{facts.Point} index {number}").TrimStart();
                DecodeNetwork(BinaryPrimitives.ReadUInt16BigEndian(frame), frame[20..], facts with { Point = on }, collector);
                break;
            case Null or Loop when frame.Length >= 4:
                IpDecoder.Decode(frame[4..], facts, collector); // the family is of the machine that wrote it; the packet says it, too
                break;
            case Raw or RawAsDlt or RawAsOpenBsd or IPv4Only or IPv6Only:
                IpDecoder.Decode(frame, facts, collector);
                break;
            case Null or Loop or LinuxCooked2:
                collector.Skip("truncated frames");
                break;
            default:
                collector.Skip(string.Create(CultureInfo.InvariantCulture, $"frames of link type {linkType}"));
                break;
        }
    }

    /// <summary>A frame whose protocol stands behind its addresses.</summary>
    private static void DecodeEther(ReadOnlySpan<byte> frame, int at, in FrameFacts facts, DatagramCollector collector)
    {
        for (int tags = 0; tags <= MostTags && frame.Length >= at + 2; tags++)
        {
            ushort type = BinaryPrimitives.ReadUInt16BigEndian(frame[at..]);
            if (type is not (0x8100 or 0x88A8 or 0x9100))
            {
                DecodeNetwork(type, frame[(at + 2)..], facts, collector);
                return;
            }

            at += 4; // a tag of a virtual LAN
        }

        collector.Skip("truncated frames");
    }

    private static void DecodeNetwork(ushort type, ReadOnlySpan<byte> packet, in FrameFacts facts, DatagramCollector collector)
    {
        if (type is EtherIPv4 or EtherIPv6)
        {
            IpDecoder.Decode(packet, facts, collector);
        }
        else
        {
            collector.Skip(type == EtherArp ? "ARP" : string.Create(CultureInfo.InvariantCulture, $"frames of type 0x{type:x4}"));
        }
    }
}
