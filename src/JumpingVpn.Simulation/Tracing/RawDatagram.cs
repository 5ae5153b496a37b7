using System.Buffers.Binary;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Simulation.Tracing;

/// <summary>
/// The headers that a UDP datagram would have on a loopback interface: the address family (LINKTYPE_NULL); IPv4 (RFC 791) where both ends
/// have an IPv4 address, else IPv6 (RFC 8200); and UDP (RFC 768), with their checksums (RFC 1071).
/// </summary>
internal static class RawDatagram
{
    /// <summary>Family, IPv6 and UDP.</summary>
    public const int LongestHeaders = FamilyHeader + IPv6Header + UdpHeader;

    private const int FamilyHeader = sizeof(uint);
    private const uint IPv4Family = 2;
    private const uint IPv6Family = 30; // as Darwin numbers it; readers know all numbers that there are

    private const int IPv4Header = 20;
    private const int IPv6Header = 40;
    private const int UdpHeader = 8;
    private const byte Udp = 17;
    private const byte TimeToLive = 64;

    /// <summary>Writes the headers in front of a payload and tells their length.</summary>
    /// <param name="headers">Room for <see cref="LongestHeaders"/>.</param>
    /// <param name="source">Its source.</param>
    /// <param name="destination">Its destination.</param>
    /// <param name="identification">The identification of an IPv4 header.</param>
    /// <param name="payload">At most <see cref="UdpLimits.LongestPayload"/> bytes: more than that has no length that IPv4 can
    /// state.</param>
    public static int WriteHeaders(
        Span<byte> headers,
        in TransportAddress source,
        in TransportAddress destination,
        ushort identification,
        ReadOnlySpan<byte> payload
    )
    {
        bool old = source.IsIPv4 && destination.IsIPv4;
        BinaryPrimitives.WriteUInt32LittleEndian(headers, old ? IPv4Family : IPv6Family);
        return FamilyHeader + WritePacketHeaders(headers[FamilyHeader..], old, source, destination, identification, payload);
    }

    private static int WritePacketHeaders(
        Span<byte> headers,
        bool old,
        in TransportAddress source,
        in TransportAddress destination,
        ushort identification,
        ReadOnlySpan<byte> payload
    )
    {
        int start = old ? IPv4Header : IPv6Header;
        int udpLength = UdpHeader + payload.Length;
        headers[..(start + UdpHeader)].Clear();
        if (old)
        {
            WriteIPv4(headers, source, destination, identification, IPv4Header + udpLength);
        }
        else
        {
            WriteIPv6(headers, source, destination, udpLength);
        }

        Span<byte> udp = headers.Slice(start, UdpHeader);
        BinaryPrimitives.WriteUInt16BigEndian(udp, source.Port);
        BinaryPrimitives.WriteUInt16BigEndian(udp[2..], destination.Port);
        BinaryPrimitives.WriteUInt16BigEndian(udp[4..], (ushort)udpLength);

        // The pseudo header is both addresses, the protocol and the length; the addresses end both kinds of IP header.
        int addresses = old ? 8 : 32;
        ulong sum = Sum(headers.Slice(start - addresses, addresses)) + Udp + (ulong)udpLength + Sum(udp) + Sum(payload);
        ushort checksum = Complement(sum);
        BinaryPrimitives.WriteUInt16BigEndian(udp[6..], checksum == 0 ? ushort.MaxValue : checksum); // 0 would mean "none"
        return start + UdpHeader;
    }

    private static void WriteIPv4(
        Span<byte> header,
        in TransportAddress source,
        in TransportAddress destination,
        ushort identification,
        int length
    )
    {
        header[0] = 0x45; // version 4, five words
        BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)length);
        BinaryPrimitives.WriteUInt16BigEndian(header[4..], identification);
        header[8] = TimeToLive;
        header[9] = Udp;
        BinaryPrimitives.WriteUInt32BigEndian(header[12..], source.IPv4Bits);
        BinaryPrimitives.WriteUInt32BigEndian(header[16..], destination.IPv4Bits);
        BinaryPrimitives.WriteUInt16BigEndian(header[10..], Complement(Sum(header[..IPv4Header])));
    }

    private static void WriteIPv6(Span<byte> header, in TransportAddress source, in TransportAddress destination, int payloadLength)
    {
        header[0] = 0x60; // version 6
        BinaryPrimitives.WriteUInt16BigEndian(header[4..], (ushort)payloadLength);
        header[6] = Udp;
        header[7] = TimeToLive;
        BinaryPrimitives.WriteUInt128BigEndian(header[8..], source.Address);
        BinaryPrimitives.WriteUInt128BigEndian(header[24..], destination.Address);
    }

    private static ulong Sum(ReadOnlySpan<byte> bytes)
    {
        ulong sum = 0;
        while (bytes.Length > 1)
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(bytes);
            bytes = bytes[2..];
        }

        return bytes.Length == 0 ? sum : sum + ((ulong)bytes[0] << 8);
    }

    private static ushort Complement(ulong sum)
    {
        while (sum > ushort.MaxValue)
        {
            sum = (sum & ushort.MaxValue) + (sum >> 16);
        }

        return (ushort)~sum;
    }
}
