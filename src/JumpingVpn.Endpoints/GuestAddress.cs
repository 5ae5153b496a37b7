using System.Buffers.Binary;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Endpoints;

/// <summary>How an address lies in a guest's memory: 16 bytes in network order, then the port in little-endian order
/// (<c>jv_address</c>).</summary>
internal static class GuestAddress
{
    public const int Size = 18;

    public static void Write(in TransportAddress address, Span<byte> to)
    {
        BinaryPrimitives.WriteUInt128BigEndian(to, address.Address);
        BinaryPrimitives.WriteUInt16LittleEndian(to[16..], address.Port);
    }

    public static TransportAddress Read(ReadOnlySpan<byte> from) =>
        new(BinaryPrimitives.ReadUInt128BigEndian(from), BinaryPrimitives.ReadUInt16LittleEndian(from[16..]));
}
