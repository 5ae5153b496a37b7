using System.Buffers.Binary;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Cli.Stun;

/// <summary>Reads Binding messages from datagrams of strangers. What is not one is refused as a whole; nothing throws.</summary>
internal static class StunReader
{
    private const byte IPv4Family = 1;
    private const byte IPv6Family = 2;
    private const int FirstOptional = 0x8000;

    /// <summary>Reads one datagram.</summary>
    /// <param name="datagram">Any bytes.</param>
    /// <returns>Null if they are no Binding message, or one whose attributes contradict their lengths.</returns>
    public static StunMessage? Read(ReadOnlySpan<byte> datagram)
    {
        if (
            datagram.Length < StunWriter.HeaderBytes
            || BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]) != datagram.Length - StunWriter.HeaderBytes
            || datagram.Length % 4 != 0
            || BinaryPrimitives.ReadUInt32BigEndian(datagram[4..]) != StunWriter.MagicCookie
        )
        {
            return null;
        }

        var kind = (StunKind)BinaryPrimitives.ReadUInt16BigEndian(datagram);
        UInt128 transaction = BinaryPrimitives.ReadUInt128BigEndian(datagram[4..]) & (UInt128.MaxValue >> 32);
        return Enum.IsDefined(kind) ? ReadAttributes(new StunMessage(kind, transaction), datagram[StunWriter.HeaderBytes..]) : null;
    }

    private static StunMessage? ReadAttributes(StunMessage message, ReadOnlySpan<byte> rest)
    {
        var seen = new HashSet<ushort>();
        List<ushort> unknown = [];
        while (rest.Length >= 4)
        {
            ushort type = BinaryPrimitives.ReadUInt16BigEndian(rest);
            int length = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
            int padded = (length + 3) & ~3;
            if (padded > rest.Length - 4)
            {
                return null;
            }

            // Of several of a kind the first counts (RFC 8489 section 14).
            if (seen.Add(type))
            {
                if (With(message, (StunAttribute)type, rest.Slice(4, length)) is not { } read)
                {
                    return null;
                }

                message = read;
                if (type < FirstOptional && !Enum.IsDefined((StunAttribute)type))
                {
                    unknown.Add(type);
                }
            }

            rest = rest[(4 + padded)..];
        }

        return message.Kind == StunKind.Error ? message : message with { Unknown = unknown };
    }

    private static StunMessage? With(StunMessage message, StunAttribute type, ReadOnlySpan<byte> value) =>
        type switch
        {
            StunAttribute.XorMappedAddress => AddressOf(value, message, isXored: true) is { } mapped
                ? message with
                {
                    Mapped = mapped,
                }
                : null,
            StunAttribute.MappedAddress => AddressOf(value, message, isXored: false) is { } mapped
                ? message with
                {
                    Mapped = message.Mapped ?? mapped,
                }
                : null,
            StunAttribute.ResponseOrigin => message with { Origin = AddressOf(value, message, isXored: false) },
            StunAttribute.OtherAddress => message with { Other = AddressOf(value, message, isXored: false) },
            StunAttribute.AlternateServer => message with { AlternateServer = AddressOf(value, message, isXored: false) },
            StunAttribute.ChangeRequest => value.Length == 4
                ? message with
                {
                    ChangeAddress = (value[3] & 4) != 0,
                    ChangePort = (value[3] & 2) != 0,
                }
                : null,
            StunAttribute.ResponsePort => value.Length is 2 or 4
                ? message with
                {
                    ResponsePort = BinaryPrimitives.ReadUInt16BigEndian(value),
                }
                : null,
            StunAttribute.ErrorCode => value.Length >= 4 ? message with { ErrorCode = ((value[2] & 7) * 100) + (value[3] % 100) } : null,
            StunAttribute.UnknownAttributes => value.Length % 2 == 0 ? message with { Unknown = ListOf(value) } : null,
            _ => message,
        };

    private static List<ushort> ListOf(ReadOnlySpan<byte> value)
    {
        List<ushort> types = [];
        for (; !value.IsEmpty; value = value[2..])
        {
            types.Add(BinaryPrimitives.ReadUInt16BigEndian(value));
        }

        return types;
    }

    private static TransportAddress? AddressOf(ReadOnlySpan<byte> value, StunMessage message, bool isXored)
    {
        int expected =
            value.Length < 2 ? 0
            : value[1] == IPv4Family ? 8
            : value[1] == IPv6Family ? 20
            : 0;
        if (expected == 0 || value.Length != expected)
        {
            return null;
        }

        UInt128 mask = isXored ? StunWriter.MaskOf(message.Transaction) : 0;
        ushort port = (ushort)(BinaryPrimitives.ReadUInt16BigEndian(value[2..]) ^ (ushort)(mask >> 112));
        return value[1] == IPv4Family
            ? TransportAddress.FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(value[4..]) ^ (uint)(mask >> 96), port)
            : new TransportAddress(BinaryPrimitives.ReadUInt128BigEndian(value[4..]) ^ mask, port);
    }
}
