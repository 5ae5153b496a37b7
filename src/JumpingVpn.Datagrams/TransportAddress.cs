using System.Buffers.Binary;
using System.Globalization;
using System.Net;

namespace JumpingVpn.Datagrams;

/// <summary>
/// An IP address and UDP port as a 20-byte value: comparable, allocation-free, and with a hash that is the same in every
/// process (unlike <see cref="IPEndPoint"/>). IPv4 is kept in its IPv4-mapped form (RFC 4291 section 2.5.5.2).
/// </summary>
public readonly struct TransportAddress : IEquatable<TransportAddress>, IComparable<TransportAddress>
{
    private const ulong MappedPrefix = 0xFFFF_0000_0000UL;

    private readonly ulong _high;
    private readonly ulong _low;

    /// <summary>Creates an address from the 128 bits of an IPv6 address in network order.</summary>
    public TransportAddress(UInt128 address, ushort port)
    {
        _high = (ulong)(address >> 64);
        _low = (ulong)address;
        Port = port;
    }

    private TransportAddress(ulong high, ulong low, ushort port)
    {
        _high = high;
        _low = low;
        Port = port;
    }

    /// <summary>The UDP port; 0 stands for "any" where an address is asked for.</summary>
    public ushort Port { get; }

    /// <summary>The address without its port, as 128 bits.</summary>
    public UInt128 Address => new(_high, _low);

    /// <summary>True for an IPv4 address, kept as ::ffff:a.b.c.d.</summary>
    public bool IsIPv4 => _high == 0 && (_low & 0xFFFF_FFFF_0000_0000UL) == MappedPrefix;

    /// <summary>The 32 bits of an IPv4 address, first octet highest. Meaningless unless <see cref="IsIPv4"/>.</summary>
    public uint IPv4Bits => (uint)_low;

    /// <summary>Creates an IPv4 address from its 32 bits, first octet highest.</summary>
    public static TransportAddress FromIPv4(uint bits, ushort port) => new(0, MappedPrefix | bits, port);

    /// <summary>Creates an IPv4 address from its four octets.</summary>
    public static TransportAddress FromIPv4(byte a, byte b, byte c, byte d, ushort port) =>
        FromIPv4((uint)((a << 24) | (b << 16) | (c << 8) | d), port);

    /// <summary>Converts from the BCL's end point; an IPv6 scope is dropped.</summary>
    public static TransportAddress FromEndPoint(IPEndPoint endPoint)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        Span<byte> bytes = stackalloc byte[16];
        endPoint.Address.TryWriteBytes(bytes, out int written);
        return written == 4
            ? FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(bytes), (ushort)endPoint.Port)
            : new TransportAddress(BinaryPrimitives.ReadUInt128BigEndian(bytes), (ushort)endPoint.Port);
    }

    /// <summary>Reads <c>1.2.3.4:5</c> or <c>[2001:db8::1]:5</c>; names are not looked up.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TransportAddress address)
    {
        address = default;
        if (text.LastIndexOf(':') <= 0 || !IPEndPoint.TryParse(text, out IPEndPoint? endPoint) || !EndsWithPort(text))
        {
            return false;
        }

        address = FromEndPoint(endPoint);
        return true;
    }

    /// <summary>Converts to the BCL's end point; allocates.</summary>
    public IPEndPoint ToEndPoint()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Address);
        return new IPEndPoint(new IPAddress(IsIPv4 ? bytes[12..] : bytes), Port);
    }

    /// <summary>The same address with another port.</summary>
    public TransportAddress WithPort(ushort port) => new(_high, _low, port);

    /// <summary>True where both have the same IP address, whatever the ports.</summary>
    public bool SameHost(in TransportAddress other) => _high == other._high && _low == other._low;

    /// <inheritdoc/>
    public bool Equals(TransportAddress other) => _low == other._low && Port == other.Port && _high == other._high;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TransportAddress other && Equals(other);

    /// <summary>A 64-bit finaliser over all fields (the constants of SplitMix64), equal in every process.</summary>
    public override int GetHashCode()
    {
        ulong mixed = (_high * 0x9E37_79B9_7F4A_7C15UL) ^ (_low + ((ulong)Port << 32));
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58_476D_1CE4_E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D0_49BB_1331_11EBUL;
        return (int)(mixed ^ (mixed >> 31));
    }

    /// <summary>Orders by address, then by port.</summary>
    public int CompareTo(TransportAddress other)
    {
        int byAddress = Address.CompareTo(other.Address);
        return byAddress != 0 ? byAddress : Port.CompareTo(other.Port);
    }

    /// <summary><c>1.2.3.4:5</c> or <c>[2001:db8::1]:5</c>, in any culture.</summary>
    public override string ToString()
    {
        if (!IsIPv4)
        {
            return ToEndPoint().ToString();
        }

        uint bits = IPv4Bits;
        return string.Create(CultureInfo.InvariantCulture, $"{bits >> 24}.{(bits >> 16) & 255}.{(bits >> 8) & 255}.{bits & 255}:{Port}");
    }

    /// <summary>Equality of address and port.</summary>
    public static bool operator ==(TransportAddress left, TransportAddress right) => left.Equals(right);

    /// <summary>Inequality of address or port.</summary>
    public static bool operator !=(TransportAddress left, TransportAddress right) => !left.Equals(right);

    /// <summary>Order by address, then by port.</summary>
    public static bool operator <(TransportAddress left, TransportAddress right) => left.CompareTo(right) < 0;

    /// <summary>Order by address, then by port.</summary>
    public static bool operator <=(TransportAddress left, TransportAddress right) => left.CompareTo(right) <= 0;

    /// <summary>Order by address, then by port.</summary>
    public static bool operator >(TransportAddress left, TransportAddress right) => left.CompareTo(right) > 0;

    /// <summary>Order by address, then by port.</summary>
    public static bool operator >=(TransportAddress left, TransportAddress right) => left.CompareTo(right) >= 0;

    private static bool EndsWithPort(ReadOnlySpan<char> text)
    {
        int colon = text.LastIndexOf(':');
        bool bareIPv6 = text.IndexOf(':') != colon && text[0] != '[';
        return !bareIPv6 && colon < text.Length - 1 && text[(colon + 1)..].IndexOfAnyExceptInRange('0', '9') < 0;
    }
}
