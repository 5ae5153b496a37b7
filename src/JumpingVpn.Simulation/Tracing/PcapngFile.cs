using System.Buffers.Binary;
using System.Text;

namespace JumpingVpn.Simulation.Tracing;

/// <summary>A section of a pcapng file (draft-ietf-opsawg-pcapng) into which one capture or several are written, one after the
/// other.</summary>
/// <remarks>
/// <para>One section is all that programs need and the most that they read rightly: tshark 4.0 takes the interfaces of a second
/// section for those of
/// the first.</para>
/// <para>Ownership: the stream stays the caller's. Thread rule: one thread at a time.</para>
/// </remarks>
public sealed class PcapngFile
{
    private const uint SectionHeader = 0x0A0D_0D0A;
    private const uint InterfaceDescription = 1;
    private const uint EnhancedPacket = 6;
    private const uint ByteOrderMagic = 0x1A2B_3C4D;
    private const ushort LinkTypeNull = 0;
    private const ushort CommentOption = 1;
    private const ushort NameOption = 2;
    private const ushort DescriptionOption = 3;
    private const ushort ResolutionOption = 9;
    private const byte HundredNanoseconds = 7; // 10 to the power of −7 seconds
    private const int InterfaceOffset = 2 * sizeof(uint); // in a packet, behind the type and the length of the block
    private const int LongestText = 10_000; // in characters: an option holds 65,535 bytes

    private readonly Stream _stream;
    private byte[] _block = new byte[256];
    private int _length;
    private int _interfaces;

    /// <summary>Begins a section.</summary>
    /// <param name="stream">Where the blocks go.</param>
    public PcapngFile(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _stream = stream;
        Begin(SectionHeader);
        Append32(ByteOrderMagic);
        Append16(1); // version 1.0
        Append16(0);
        Append32(uint.MaxValue); // the length of the section is not known beforehand
        Append32(uint.MaxValue);
        End();
    }

    /// <summary>Adds the captures of another section behind those that are there, with interfaces of their own.</summary>
    /// <param name="section">What another <see cref="PcapngFile"/> has written, whole.</param>
    public void Append(ReadOnlySpan<byte> section)
    {
        int before = _interfaces;
        for (int length; section.Length > 0; section = section[length..])
        {
            uint type = BinaryPrimitives.ReadUInt32LittleEndian(section);
            length = BinaryPrimitives.ReadInt32LittleEndian(section[sizeof(uint)..]);
            _length = 0;
            AppendBytes(section[..length]);
            if (type == EnhancedPacket)
            {
                Span<byte> number = _block.AsSpan(InterfaceOffset);
                BinaryPrimitives.WriteInt32LittleEndian(number, BinaryPrimitives.ReadInt32LittleEndian(number) + before);
            }

            _interfaces += type == InterfaceDescription ? 1 : 0;
            if (type != SectionHeader)
            {
                _stream.Write(_block, 0, length);
            }
        }
    }

    /// <summary>Adds an interface, and returns its number.</summary>
    /// <remarks>libpcap 1.10 reads on only where all interfaces have one link type, and one whose number is the same in files and in its
    /// own tables: LINKTYPE_RAW is 101 in files and 12 inside, and so ends the reading at the second interface. LINKTYPE_NULL is 0 in
    /// both.</remarks>
    internal int WriteInterface(string name, string? description)
    {
        Begin(InterfaceDescription);
        Append16(LinkTypeNull);
        Append16(0);
        Append32(0); // packets are whole
        AppendText(NameOption, name);
        AppendText(DescriptionOption, description);
        AppendOption(ResolutionOption, [HundredNanoseconds]);
        AppendOption(0, []);
        End();
        return _interfaces++;
    }

    internal void WritePacket(int networkInterface, long ticks, ReadOnlySpan<byte> headers, ReadOnlySpan<byte> payload, string? comment)
    {
        Begin(EnhancedPacket);
        Append32((uint)networkInterface);
        Append32((uint)((ulong)ticks >> 32));
        Append32((uint)ticks);
        Append32((uint)(headers.Length + payload.Length));
        Append32((uint)(headers.Length + payload.Length));
        AppendBytes(headers);
        AppendBytes(payload);
        Pad();
        if (comment is not null)
        {
            AppendText(CommentOption, comment);
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

    private void AppendText(ushort code, string? text)
    {
        if (text is not null)
        {
            AppendOption(code, Encoding.UTF8.GetBytes(text[..Math.Min(text.Length, LongestText)]));
        }
    }

    private void AppendOption(ushort code, ReadOnlySpan<byte> value)
    {
        Append16(code);
        Append16((ushort)value.Length);
        AppendBytes(value);
        Pad();
    }

    private void Pad()
    {
        while (_length % sizeof(uint) != 0)
        {
            AppendBytes([0]);
        }
    }

    private void Append16(ushort value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        AppendBytes(bytes);
    }

    private void Append32(uint value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        AppendBytes(bytes);
    }

    private void AppendBytes(ReadOnlySpan<byte> bytes)
    {
        if (_length + bytes.Length > _block.Length)
        {
            Array.Resize(ref _block, Math.Max(_block.Length * 2, _length + bytes.Length));
        }

        bytes.CopyTo(_block.AsSpan(_length));
        _length += bytes.Length;
    }
}
