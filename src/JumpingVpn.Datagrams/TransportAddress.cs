using System.Buffers.Binary;
using System.Globalization;
using System.Net;

namespace JumpingVpn.Datagrams;

/// <summary>
/// An IP address and UDP port as a 24-byte value: comparable, allocation-free, and with a hash that is the same in every
/// process (unlike <see cref="IPEndPoint"/>). IPv4 is kept in its IPv4-mapped form (RFC 4291 section 2.5.5.2).
/// </summary>
/// <remarks>Two links may have the same link-local address: there the <see cref="Scope"/> is part of the address (RFC 4007).
/// <see cref="LocalEnd"/> is not a part of it: two addresses that differ in it alone are equal.</remarks>
public readonly struct TransportAddress : IEquatable<TransportAddress>, IComparable<TransportAddress>
{
    private const ulong MappedPrefix = 0xFFFF_0000_0000UL;

    private const ulong LinkLocalMask = 0xFFC0_0000_0000_0000UL;
    private const ulong LinkLocalPrefix = 0xFE80_0000_0000_0000UL;

    private const int LocalEndShift = 16;
    private const int ScopeShift = 32;
    private const ulong PortMask = 0xFFFF;
    private const ulong LocalEndMask = 0xFFFFUL << LocalEndShift;
    private const ulong IdentityMask = ~LocalEndMask;

    private readonly ulong _high;
    private readonly ulong _low;

    /// <summary>The port, the local end and the scope in one word, which is compared at once: the comparison is on the path of every
    /// datagram.</summary>
    private readonly ulong _rest;

    /// <summary>Creates an address from the 128 bits of an IPv6 address in network order.</summary>
    public TransportAddress(UInt128 address, ushort port)
        : this((ulong)(address >> 64), (ulong)address, port) { }

    private TransportAddress(ulong high, ulong low, ulong rest)
    {
        _high = high;
        _low = low;
        _rest = rest;
    }

    /// <summary>The UDP port; 0 means "any" where an address is asked for.</summary>
    public ushort Port => (ushort)_rest;

    /// <summary>The number of the network interface that a link-local IPv6 address (fe80::/10) belongs to on this machine (RFC 4007
    /// section 11.2); 0 for every other address.</summary>
    public uint Scope => (uint)(_rest >> ScopeShift);

    /// <summary>Which of the receiving channel's own addresses a datagram came to, as a number that only this channel understands: what
    /// is sent to its source as it was received leaves from there. 0: the channel has one address, or the system chooses.</summary>
    /// <value>Not compared, hashed or written.</value>
    public ushort LocalEnd => (ushort)(_rest >> LocalEndShift);

    /// <summary>The address without its port, as 128 bits.</summary>
    public UInt128 Address => new(_high, _low);

    /// <summary>True for an IPv4 address, kept as ::ffff:a.b.c.d.</summary>
    public bool IsIPv4 => _high == 0 && (_low & 0xFFFF_FFFF_0000_0000UL) == MappedPrefix;

    /// <summary>True for an IPv6 address that is valid on one link only: fe80::/10 (RFC 4291 section 2.5.6).</summary>
    public bool IsLinkLocal => (_high & LinkLocalMask) == LinkLocalPrefix;

    /// <summary>The 32 bits of an IPv4 address, first octet highest. Meaningless unless <see cref="IsIPv4"/>.</summary>
    public uint IPv4Bits => (uint)_low;

    /// <summary>Creates an IPv4 address from its 32 bits, first octet highest.</summary>
    public static TransportAddress FromIPv4(uint bits, ushort port) => new(0UL, MappedPrefix | bits, port);

    /// <summary>Creates an IPv4 address from its four octets.</summary>
    public static TransportAddress FromIPv4(byte a, byte b, byte c, byte d, ushort port) =>
        FromIPv4((uint)((a << 24) | (b << 16) | (c << 8) | d), port);

    /// <summary>Converts from the BCL's end point; the scope of a link-local address stays.</summary>
    public static TransportAddress FromEndPoint(IPEndPoint endPoint)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        Span<byte> bytes = stackalloc byte[16];
        endPoint.Address.TryWriteBytes(bytes, out int written);
        return written == 4
            ? FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(bytes), (ushort)endPoint.Port)
            : new TransportAddress(BinaryPrimitives.ReadUInt128BigEndian(bytes), (ushort)endPoint.Port).WithScope(
                (uint)endPoint.Address.ScopeId
            );
    }

    /// <summary>Reads <c>1.2.3.4:5</c>, <c>[2001:db8::1]:5</c> or <c>[fe80::1%2]:5</c>; names are not looked up.</summary>
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
        return new IPEndPoint(IsIPv4 ? new IPAddress(bytes[12..]) : new IPAddress(bytes, Scope), Port);
    }

    /// <summary>The same address with another port.</summary>
    public TransportAddress WithPort(ushort port) => new(_high, _low, (_rest & ~PortMask) | port);

    /// <summary>The same address on the link of another interface; unchanged where it is not link-local.</summary>
    public TransportAddress WithScope(uint scope) => IsLinkLocal ? new(_high, _low, (uint)_rest | ((ulong)scope << ScopeShift)) : this;

    /// <summary>The same address, reached from another of the channel's own addresses.</summary>
    public TransportAddress WithLocalEnd(ushort localEnd) => new(_high, _low, (_rest & IdentityMask) | ((ulong)localEnd << LocalEndShift));

    /// <summary>True if both have the same IP address, whatever the ports.</summary>
    public bool SameHost(in TransportAddress other) => _high == other._high && _low == other._low && Scope == other.Scope;

    /// <inheritdoc/>
    public bool Equals(TransportAddress other) => _low == other._low && ((_rest ^ other._rest) & IdentityMask) == 0 && _high == other._high;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TransportAddress other && Equals(other);

    /// <summary>A 64-bit finaliser over what is compared (the constants of SplitMix64), equal in every process.</summary>
    public override int GetHashCode()
    {
        ulong mixed = (_high * 0x9E37_79B9_7F4A_7C15UL) ^ (_low + ((ulong)Port << 32)) ^ (Scope * 0xD6E8_FEB8_6659_FD93UL);
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58_476D_1CE4_E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D0_49BB_1331_11EBUL;
        return (int)(mixed ^ (mixed >> 31));
    }

    /// <summary>Orders by address, then by scope, then by port.</summary>
    public int CompareTo(TransportAddress other)
    {
        int byAddress = Address.CompareTo(other.Address);
        return byAddress != 0 ? byAddress
            : Scope != other.Scope ? Scope.CompareTo(other.Scope)
            : Port.CompareTo(other.Port);
    }

    /// <summary><c>1.2.3.4:5</c>, <c>[2001:db8::1]:5</c> or <c>[fe80::1%2]:5</c>, in any culture.</summary>
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
