using JumpingVpn.Datagrams;

namespace JumpingVpn.Protocol.Server.Limits;

/// <summary>
/// The key of one source: an IPv4 address, or the first 64 bits of an IPv6 address, because whoever has one IPv6 address has the 2^64 of
/// its network (RFC 4291 section 2.5.4). The port does not count: a host has 65,535 of them.
/// </summary>
internal static class SourceKey
{
    // Multicast prefixes, which are never the source of a datagram.
    private const ulong IPv4Mark = 0xFF00_0000_0000_0000UL;
    private const ulong ZeroMark = 0xFF01_0000_0000_0000UL;

    /// <summary>The key of a source, which is never 0.</summary>
    public static ulong Of(in TransportAddress from)
    {
        if (from.IsIPv4)
        {
            return IPv4Mark | from.IPv4Bits;
        }

        ulong network = (ulong)(from.Address >> 64);
        return network == 0 ? ZeroMark : network; // such as ::1
    }
}
