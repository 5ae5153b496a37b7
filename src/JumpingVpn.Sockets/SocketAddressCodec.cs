using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Sockets;

/// <summary>
/// Copies between <see cref="TransportAddress"/> and the native socket address without an <see cref="IPEndPoint"/>, which
/// would cost more than 200 bytes a datagram.
/// </summary>
/// <remarks>The layout is that of <c>sockaddr_in</c> (port at 2, address at 4) and <c>sockaddr_in6</c> (port at 2, address
/// at 8, scope at 24), the same on Linux, Windows and macOS; the family's own bytes differ and are not touched here.</remarks>
internal static class SocketAddressCodec
{
    /// <summary>The length of <c>sockaddr_in6</c>, in bytes.</summary>
    public const int LongestAddress = 28;

    private const int IPv4Length = 16;
    private const int PortOffset = 2;
    private const int IPv4Offset = 4;
    private const int IPv6Offset = 8;
    private const int ScopeOffset = 24;

    /// <summary>Linux's number for a family: AF_INET, AF_INET6.</summary>
    public static ushort LinuxFamily(AddressFamily family) => family == AddressFamily.InterNetworkV6 ? (ushort)10 : (ushort)2;

    /// <summary>The length of a family's native address, in bytes.</summary>
    public static uint LinuxLength(AddressFamily family) => family == AddressFamily.InterNetworkV6 ? (uint)LongestAddress : IPv4Length;

    /// <summary>Writes an address; false if the socket's family cannot express it.</summary>
    public static bool TryWrite(in TransportAddress address, Span<byte> native, AddressFamily family)
    {
        BinaryPrimitives.WriteUInt16BigEndian(native[PortOffset..], address.Port);
        if (family == AddressFamily.InterNetworkV6)
        {
            BinaryPrimitives.WriteUInt128BigEndian(native[IPv6Offset..], address.Address);
            MemoryMarshal.Write(native[ScopeOffset..], address.Scope);
            return true;
        }

        BinaryPrimitives.WriteUInt32BigEndian(native[IPv4Offset..], address.IPv4Bits);
        return address.IsIPv4;
    }

    /// <summary>Reads the address that a receive call filled in.</summary>
    public static TransportAddress Read(ReadOnlySpan<byte> native, AddressFamily family)
    {
        ushort port = BinaryPrimitives.ReadUInt16BigEndian(native[PortOffset..]);
        return family == AddressFamily.InterNetworkV6
            ? new TransportAddress(BinaryPrimitives.ReadUInt128BigEndian(native[IPv6Offset..]), port).WithScope(
                MemoryMarshal.Read<uint>(native[ScopeOffset..])
            )
            : TransportAddress.FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(native[IPv4Offset..]), port);
    }
}
