using JumpingVpn.Datagrams;

namespace JumpingVpn.Simulation.Topology;

/// <summary>
/// Hands out the addresses of one realm in turn. Public hosts are 198.51.100.x and then 198.18.x.x, NATs outside 203.0.113.x and then
/// 198.19.x.x (the documentation and benchmark ranges of RFC 5737 and RFC 2544); behind the nth NAT it is 10.n.x.x. Of IPv6, public hosts
/// are 2001:db8:x::1 and NATs outside 2001:db8:ffff:x::1 (RFC 3849), each with a /64 of its own; behind the nth NAT it is fd00:n::x (RFC
/// 4193).
/// </summary>
internal sealed class AddressPlan
{
    private const int DocumentationAddresses = 254;
    private const ulong PublicPrefix = 0x2001_0DB8_0000_0000;

    private static readonly UInt128 OutsideOfNats = (UInt128)0xFFFF << 80;

    private readonly uint _hostBase;
    private readonly uint _natBase;
    private readonly uint _hostOverflow;
    private readonly uint _natOverflow;
    private readonly UInt128 _prefix;
    private readonly bool _hasNetworks;
    private int _hosts;
    private int _nats;
    private ulong _hosts6;
    private ulong _nats6;

    private AddressPlan(uint hostBase, uint natBase, uint hostOverflow, uint natOverflow, ulong prefix)
    {
        _prefix = new UInt128(prefix, 0);
        _hasNetworks = prefix == PublicPrefix;
        _hostBase = hostBase;
        _natBase = natBase;
        _hostOverflow = hostOverflow;
        _natOverflow = natOverflow;
    }

    public static AddressPlan Public() => new(0xC633_6400, 0xCB00_7100, 0xC612_0000, 0xC613_0000, PublicPrefix);

    /// <summary>The addresses behind the nth NAT of a network; more than 255 of them reuse the ranges, as homes do.</summary>
    public static AddressPlan Behind(int nat)
    {
        uint network = 0x0A00_0000u | ((uint)(1 + ((nat - 1) % 255)) << 16);

        // Hosts from 10.n.0.2 upwards, further NATs from 10.n.128.1 upwards.
        return new AddressPlan(
            network + 1,
            network + 0x8000,
            network + 0x100,
            network + 0x8100,
            0xFD00_0000_0000_0000 | ((ulong)nat << 32)
        );
    }

    public TransportAddress NextHost(bool isIPv6) =>
        isIPv6
            ? In6(UInt128.Zero, _hasNetworks ? ++_hosts6 << 16 : 0, _hasNetworks ? 1 : ++_hosts6)
            : At(_hostBase, _hostOverflow, ++_hosts);

    public TransportAddress NextNat(bool isIPv6) => isIPv6 ? In6(OutsideOfNats, ++_nats6, 1) : At(_natBase, _natOverflow, ++_nats);

    private TransportAddress In6(UInt128 part, ulong network, ulong host) => new(_prefix | part | ((UInt128)network << 64) | host, 0);

    private static TransportAddress At(uint start, uint overflow, int number) =>
        TransportAddress.FromIPv4(
            number <= DocumentationAddresses ? start + (uint)number : overflow + (uint)(number - DocumentationAddresses),
            0
        );
}
