using System.Buffers.Binary;
using System.Text;

namespace JumpingVpn.Simulation.Tracing;

/// <summary>Writes the blocks of one pcapng section in little-endian order (draft-ietf-opsawg-pcapng).</summary>
internal sealed class PcapngWriter
{
    private const uint SectionHeader = 0x0A0D_0D0A;
    private const uint InterfaceDescription = 1;
    private const uint EnhancedPacket = 6;
    private const uint ByteOrderMagic = 0x1A2B_3C4D;
    private const ushort LinkTypeRaw = 101;
    private const ushort CommentOption = 1;
    private const ushort NameOption = 2;
    private const ushort ResolutionOption = 9;
    private const byte HundredNanoseconds = 7; // 10 to the power of −7 seconds

    private readonly Stream _stream;
    private byte[] _block = new byte[256];
    private int _length;

    public PcapngWriter(Stream stream)
    {
        _stream = stream;
        Begin(SectionHeader);
        Append32(ByteOrderMagic);
        Append16(1); // version 1.0
        Append16(0);
        Append32(uint.MaxValue); // the length of the section is not known beforehand
        Append32(uint.MaxValue);
        End();
    }

    public void WriteInterface(string name)
    {
        Begin(InterfaceDescription);
        Append16(LinkTypeRaw);
        Append16(0);
        Append32(0); // packets are whole
        AppendOption(NameOption, Encoding.UTF8.GetBytes(name));
        AppendOption(ResolutionOption, [HundredNanoseconds]);
        AppendOption(0, []);
        End();
    }

    public void WritePacket(int networkInterface, long ticks, ReadOnlySpan<byte> headers, ReadOnlySpan<byte> payload, string? comment)
    {
        Begin(EnhancedPacket);
        Append32((uint)networkInterface);
        Append32((uint)((ulong)ticks >> 32));
        Append32((uint)ticks);
        Append32((uint)(headers.Length + payload.Length));
        Append32((uint)(headers.Length + payload.Length));
        Append(headers);
        Append(payload);
        Pad();
        if (comment is not null)
        {
            AppendOption(CommentOption, Encoding.UTF8.GetBytes(comment));
            AppendOption(0, []);
        }

        End();
    }

    private void Begin(uint type)
    {
        _length = 0;
        Append32(type);
        Append32(0); // the length of the block, known at its end
    }

    private void End()
    {
        uint total = (uint)_length + sizeof(uint);
        Append32(total);
        BinaryPrimitives.WriteUInt32LittleEndian(_block.AsSpan(sizeof(uint)), total);
        _stream.Write(_block, 0, _length);
    }

    private void AppendOption(ushort code, ReadOnlySpan<byte> value)
    {
        Append16(code);
        Append16((ushort)value.Length);
        Append(value);
        Pad();
    }

    private void Pad()
    {
        while (_length % sizeof(uint) != 0)
        {
            Append([0]);
        }
    }

    private void Append16(ushort value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        Append(bytes);
    }

    private void Append32(uint value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        Append(bytes);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (_length + bytes.Length > _block.Length)
        {
            Array.Resize(ref _block, Math.Max(_block.Length * 2, _length + bytes.Length));
        }

        bytes.CopyTo(_block.AsSpan(_length));
        _length += bytes.Length;
    }
}
