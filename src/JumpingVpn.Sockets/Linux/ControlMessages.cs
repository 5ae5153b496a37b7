using System.Buffers.Binary;
using System.Runtime.InteropServices;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Sockets.Linux;

/// <summary>
/// Reads and writes the control messages of one datagram (man 3 cmsg): the local address it came to or shall leave from (RFC 3542 section
/// 6; man 7 ip, IP_PKTINFO), and when the kernel received it (SO_TIMESTAMPNS).
/// </summary>
internal static class ControlMessages
{
    /// <summary>Room for all three messages that a datagram may bring.</summary>
    public const int Capacity = 128;

    /// <summary>Room for those of an error, too: it has the address of whoever answered.</summary>
    public const int ErrorCapacity = 256;

    public const int SocketLevel = 1;

    /// <summary>SO_TIMESTAMPNS_NEW, whose seconds have 64 bits everywhere.</summary>
    public const int Timestamp = 64;

    private const int IPv4Level = 0;
    private const int IPv4PacketInformation = 8;
    private const int IPv6Level = 41;
    private const int IPv6PacketInformation = 50;

    // struct in_pktinfo: interface at 0, local address at 4, the header's destination at 8; struct in6_pktinfo: address at 0, interface at
    // 16.
    private const int IPv4InformationLength = 12;
    private const int IPv4LocalOffset = 4;
    private const int IPv6InformationLength = 20;
    private const int IPv6InterfaceOffset = 16;

    private const int IPv4Error = 11; // IP_RECVERR
    private const int IPv6Error = 25; // IPV6_RECVERR

    // struct sock_extended_err: the error at 0, where it comes from at 4.
    private const int ErrorOriginOffset = 4;
    private const int ErrorLength = 16;
    private const byte FromIcmp = 2;
    private const byte FromIcmpV6 = 3;
    private const int ConnectionRefused = 111;

    private static int LengthSize => nint.Size;

    private static int HeaderLength => LengthSize + (2 * sizeof(int));

    /// <summary>Whether the messages of an error say that the network answered "port unreachable".</summary>
    /// <param name="control">As many bytes as the kernel filled.</param>
    public static bool IsRefusal(ReadOnlySpan<byte> control)
    {
        while (TryReadOne(ref control, out int level, out int type, out ReadOnlySpan<byte> data))
        {
            if ((level, type) is (IPv4Level, IPv4Error) or (IPv6Level, IPv6Error) && data.Length >= ErrorLength)
            {
                return MemoryMarshal.Read<int>(data) == ConnectionRefused && data[ErrorOriginOffset] is FromIcmp or FromIcmpV6;
            }
        }

        return false;
    }

    /// <summary>Reads the messages that a receive call brought.</summary>
    /// <param name="control">As many bytes as the kernel filled.</param>
    /// <param name="local">The address that the datagram came to, without a port; default if no message says so, or it is not one to
    /// send from.</param>
    /// <param name="received">When the kernel received it, since 1970 in UTC; null if no message says so.</param>
    public static void Read(ReadOnlySpan<byte> control, out TransportAddress local, out TimeSpan? received)
    {
        local = default;
        received = null;
        while (TryReadOne(ref control, out int level, out int type, out ReadOnlySpan<byte> data))
        {
            switch (level, type)
            {
                case (SocketLevel, Timestamp) when data.Length >= 2 * sizeof(long):
                    received =
                        TimeSpan.FromSeconds(MemoryMarshal.Read<long>(data))
                        + new TimeSpan(MemoryMarshal.Read<long>(data[sizeof(long)..]) / TimeSpan.NanosecondsPerTick);
                    break;
                case (IPv4Level, IPv4PacketInformation) when data.Length >= IPv4InformationLength:
                    local = TransportAddress.FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(data[IPv4LocalOffset..]), 0);
                    break;
                case (IPv6Level, IPv6PacketInformation) when data.Length >= IPv6InformationLength:
                    local = IPv6Local(data, local);
                    break;
            }
        }
    }

    /// <summary>Writes the message that lets a datagram leave from one of this machine's addresses.</summary>
    /// <param name="control">At least <see cref="Capacity"/> bytes, zeroed.</param>
    /// <param name="local">The address to leave from.</param>
    /// <param name="asIPv6">Whether the socket is an IPv6 one, which takes IPv4 addresses as mapped ones.</param>
    /// <returns>How many bytes it takes.</returns>
    public static int WriteLocal(Span<byte> control, in TransportAddress local, bool asIPv6)
    {
        int length = HeaderLength + (asIPv6 ? IPv6InformationLength : IPv4InformationLength);
        MemoryMarshal.Write(control, (nint)length);
        MemoryMarshal.Write(control[LengthSize..], asIPv6 ? IPv6Level : IPv4Level);
        MemoryMarshal.Write(control[(LengthSize + sizeof(int))..], asIPv6 ? IPv6PacketInformation : IPv4PacketInformation);
        Span<byte> data = control[HeaderLength..];
        if (asIPv6)
        {
            BinaryPrimitives.WriteUInt128BigEndian(data, local.Address);
            MemoryMarshal.Write(data[IPv6InterfaceOffset..], local.Scope);
        }
        else
        {
            BinaryPrimitives.WriteUInt32BigEndian(data[IPv4LocalOffset..], local.IPv4Bits);
        }

        return Aligned(length);
    }

    private static bool TryReadOne(ref ReadOnlySpan<byte> control, out int level, out int type, out ReadOnlySpan<byte> data)
    {
        level = type = 0;
        data = default;
        int length = control.Length >= HeaderLength ? (int)MemoryMarshal.Read<nint>(control) : 0;
        if (length < HeaderLength || length > control.Length)
        {
            return false;
        }

        level = MemoryMarshal.Read<int>(control[LengthSize..]);
        type = MemoryMarshal.Read<int>(control[(LengthSize + sizeof(int))..]);
        data = control[HeaderLength..length];
        control = control[Math.Min(Aligned(length), control.Length)..];
        return true;
    }

    private static TransportAddress IPv6Local(ReadOnlySpan<byte> data, in TransportAddress known)
    {
        TransportAddress to = new(BinaryPrimitives.ReadUInt128BigEndian(data), 0);
        bool isMulticast = data[0] == 0xFF;

        // Of an IPv4 datagram this is the header's destination, which may be a broadcast; the IPv4 message says what to send from.
        return to.IsIPv4 || isMulticast ? known : to.WithScope(MemoryMarshal.Read<uint>(data[IPv6InterfaceOffset..]));
    }

    private static int Aligned(int length) => (length + LengthSize - 1) & ~(LengthSize - 1);
}
