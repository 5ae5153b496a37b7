using System.Buffers.Binary;

namespace JumpingVpn.Simulation.Captures;

/// <summary>Reads numbers as the machine wrote them that made the file.</summary>
internal readonly record struct ByteOrder(bool IsBig)
{
    public ushort Read16(ReadOnlySpan<byte> bytes) =>
        IsBig ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    public uint Read32(ReadOnlySpan<byte> bytes) =>
        IsBig ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    public ulong Read64(ReadOnlySpan<byte> bytes) =>
        IsBig ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : BinaryPrimitives.ReadUInt64LittleEndian(bytes);
}
