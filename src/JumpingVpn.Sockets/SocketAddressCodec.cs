using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Sockets;

/// <summary>
/// Copies between <see cref="TransportAddress"/> and the native socket address without an <see cref="IPEndPoint"/>, which
/// would cost more than 200 bytes a datagram.
/// </summary>
/// <remarks>The layout is that of <c>sockaddr_in</c> (port at 2, address at 4) and <c>sockaddr_in6</c> (port at 2, address
/// at 8, scope at 24), the same on Linux, Windows and macOS; the family's own bytes are left to the BCL.</remarks>
internal static class SocketAddressCodec
{
    private const int PortOffset = 2;
    private const int IPv4Offset = 4;
    private const int IPv6Offset = 8;
    private const int IPv6End = 24;

    /// <summary>Writes an address; false where the socket's family cannot express it.</summary>
    public static bool TryWrite(in TransportAddress address, SocketAddress native)
    {
        Span<byte> bytes = native.Buffer.Span;
        BinaryPrimitives.WriteUInt16BigEndian(bytes[PortOffset..], address.Port);
        if (native.Family == AddressFamily.InterNetworkV6)
        {
            BinaryPrimitives.WriteUInt128BigEndian(bytes[IPv6Offset..], address.Address);
            return true;
        }

        BinaryPrimitives.WriteUInt32BigEndian(bytes[IPv4Offset..], address.IPv4Bits);
        return address.IsIPv4;
    }

    /// <summary>Reads the address that a receive call filled in.</summary>
    public static TransportAddress Read(SocketAddress native)
    {
        ReadOnlySpan<byte> bytes = native.Buffer.Span;
        ushort port = BinaryPrimitives.ReadUInt16BigEndian(bytes[PortOffset..]);
        return native.Family == AddressFamily.InterNetworkV6
            ? new TransportAddress(BinaryPrimitives.ReadUInt128BigEndian(bytes[IPv6Offset..IPv6End]), port)
            : TransportAddress.FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(bytes[IPv4Offset..]), port);
    }
}
