using JumpingVpn.Datagrams;

namespace JumpingVpn.Cli.NatBox;

/// <summary>From where the servers of one table are reached.</summary>
/// <param name="Pool">The external addresses of the NAT, without ports.</param>
/// <param name="Bind">Where the sockets are bound where the pool is names only; null if they are bound to the pool.</param>
internal sealed record ExternalSide(IReadOnlyList<TransportAddress> Pool, TransportAddress? Bind)
{
    private const uint Loopback = 0x7F00_0001;

    // Addresses of documentation (RFC 5737, RFC 3849): nobody has them.
    private static readonly TransportAddress NameV4 = TransportAddress.FromIPv4(192, 0, 2, 1, 0);
    private static readonly TransportAddress NameV6 = new(new UInt128(0x2001_0DB8_0000_0000, 1), 0);

    /// <summary>Chooses it.</summary>
    /// <param name="routes">What the table serves.</param>
    /// <param name="wanted">The addresses that were asked for; empty for the system's choice.</param>
    /// <param name="translates">Whether it is a NAT; a firewall has no external addresses.</param>
    public static ExternalSide Of(IReadOnlyList<BoxRoute> routes, IReadOnlyList<TransportAddress> wanted, bool translates)
    {
        TransportAddress from = routes[0].From;
        TransportAddress[] pool = [.. wanted.Where(external => external.IsIPv4 == from.IsIPv4)];
        if (!translates)
        {
            return new ExternalSide([], pool.Length > 0 ? pool[0] : from); // it leaves addresses as they are, which a relay cannot
        }

        if (pool.Length > 0)
        {
            return new ExternalSide(pool, null);
        }

        if (!routes.Any(route => route.To.SameHost(from)))
        {
            return new ExternalSide([from], null);
        }

        // The server is on this machine, and a NAT does not send out what is for its own address.
        bool hasMore = (OperatingSystem.IsLinux() || OperatingSystem.IsWindows()) && from.IsIPv4 && from.IPv4Bits == Loopback;
        TransportAddress[] others =
        [
            .. Enumerable.Range(2, 100).Select(static last => TransportAddress.FromIPv4(127, 0, 0, (byte)last, 0)),
        ];
        return hasMore
            ? new ExternalSide([others.First(other => !routes.Any(route => route.To.SameHost(other)))], null)
            : new ExternalSide([from.IsIPv4 ? NameV4 : NameV6], from);
    }
}
