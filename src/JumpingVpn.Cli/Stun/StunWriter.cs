using System.Buffers.Binary;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Cli.Stun;

/// <summary>Writes Binding messages.</summary>
internal ref struct StunWriter
{
    public const int HeaderBytes = 20;
    public const uint MagicCookie = 0x2112_A442;

    /// <summary>Long enough for everything that we say.</summary>
    public const int MaxBytes = 1_232;

    private readonly Span<byte> _buffer;
    private int _length = HeaderBytes;

    private StunWriter(Span<byte> buffer) => _buffer = buffer;

    /// <summary>Writes a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="buffer">At least <see cref="MaxBytes"/>.</param>
    /// <returns>Its length in bytes.</returns>
    public static int Write(StunMessage message, Span<byte> buffer)
    {
        var writer = new StunWriter(buffer);
        writer.AddAttributes(message);
        BinaryPrimitives.WriteUInt16BigEndian(buffer, (ushort)message.Kind);
        BinaryPrimitives.WriteUInt16BigEndian(buffer[2..], (ushort)(writer._length - HeaderBytes));
        BinaryPrimitives.WriteUInt128BigEndian(buffer[4..], MaskOf(message.Transaction));
        return writer._length;
    }

    /// <summary>What an address is hidden with from boxes that rewrite addresses wherever they see them (RFC 8489 section 14.2).</summary>
    public static UInt128 MaskOf(UInt128 transaction) => ((UInt128)MagicCookie << 96) | transaction;

    private void AddAttributes(StunMessage message)
    {
        if (message.ChangeAddress || message.ChangePort)
        {
            Span<byte> value = Add(StunAttribute.ChangeRequest, 4);
            value[3] = (byte)((message.ChangeAddress ? 4 : 0) | (message.ChangePort ? 2 : 0));
        }

        if (message.ResponsePort is { } port)
        {
            BinaryPrimitives.WriteUInt16BigEndian(Add(StunAttribute.ResponsePort, 4), port); // with its two reserved bytes
        }

        if (message.ErrorCode is { } code)
        {
            Span<byte> value = Add(StunAttribute.ErrorCode, 4);
            value[2] = (byte)(code / 100);
            value[3] = (byte)(code % 100);
        }

        if (message.Unknown.Count > 0)
        {
            Span<byte> value = Add(StunAttribute.UnknownAttributes, message.Unknown.Count * 2);
            for (int i = 0; i < message.Unknown.Count; i++)
            {
                BinaryPrimitives.WriteUInt16BigEndian(value[(i * 2)..], message.Unknown[i]);
            }
        }

        Add(StunAttribute.XorMappedAddress, message.Mapped, MaskOf(message.Transaction));
        Add(StunAttribute.ResponseOrigin, message.Origin, mask: 0);
        Add(StunAttribute.OtherAddress, message.Other, mask: 0);
        Add(StunAttribute.AlternateServer, message.AlternateServer, mask: 0);
    }

    private void Add(StunAttribute type, TransportAddress? address, UInt128 mask)
    {
        if (address is { } known)
        {
            Span<byte> value = Add(type, known.IsIPv4 ? 8 : 20);
            value[1] = (byte)(known.IsIPv4 ? 1 : 2);
            BinaryPrimitives.WriteUInt16BigEndian(value[2..], (ushort)(known.Port ^ (ushort)(mask >> 112)));
            if (known.IsIPv4)
            {
                BinaryPrimitives.WriteUInt32BigEndian(value[4..], known.IPv4Bits ^ (uint)(mask >> 96));
            }
            else
            {
                BinaryPrimitives.WriteUInt128BigEndian(value[4..], known.Address ^ mask);
            }
        }
    }

    private Span<byte> Add(StunAttribute type, int length)
    {
        Span<byte> whole = _buffer.Slice(_length, 4 + ((length + 3) & ~3));
        whole.Clear();
        BinaryPrimitives.WriteUInt16BigEndian(whole, (ushort)type);
        BinaryPrimitives.WriteUInt16BigEndian(whole[2..], (ushort)length);
        _length += whole.Length;
        return whole.Slice(4, length);
    }
}
