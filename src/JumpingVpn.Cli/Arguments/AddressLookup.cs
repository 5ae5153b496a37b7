using System.Net;
using System.Net.Sockets;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Cli.Arguments;

/// <summary>Turns a <see cref="HostPort"/> into an address; asks the system's resolver where it is a name.</summary>
internal static class AddressLookup
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>Resolves <paramref name="target"/> within 4 s to one address: the first of <see cref="ResolveAllAsync"/>.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    public static async Task<Parsed<TransportAddress>> ResolveAsync(HostPort target, CancellationToken stop)
    {
        Parsed<IReadOnlyList<TransportAddress>> all = await ResolveAllAsync(target, stop);
        return all.IsValid ? all.Value[0] : Parsed<TransportAddress>.Invalid(all.Error);
    }

    /// <summary>
    /// Resolves <paramref name="target"/> within 4 s to all of its addresses, at least one. They are in the system's order, except for the
    /// families, which take turns
    /// (RFC 8305 section 4); IPv4 begins, because that is what the prototype's programs bind and send to.
    /// </summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    public static async Task<Parsed<IReadOnlyList<TransportAddress>>> ResolveAllAsync(HostPort target, CancellationToken stop)
    {
        if (target.Address is { } literal)
        {
            return new Parsed<IReadOnlyList<TransportAddress>>([TransportAddress.FromEndPoint(new IPEndPoint(literal, target.Port))]);
        }

        try
        {
            IPAddress[] found = await Dns.GetHostAddressesAsync(target.Host, stop).WaitAsync(Patience, stop);
            return found.Length == 0
                ? Invalid($"the name '{target.Host}' has no address; check its spelling or write an IP address")
                : new Parsed<IReadOnlyList<TransportAddress>>(InTurns(found, target.Port));
        }
        catch (SocketException)
        {
            return Invalid($"the name '{target.Host}' was not found; check its spelling or write an IP address");
        }
        catch (TimeoutException)
        {
            return Invalid($"looking up the name '{target.Host}' took too long; check the resolver or write an IP address");
        }
    }

    /// <summary>The addresses with the families in turns, IPv4 first, each once.</summary>
    internal static IReadOnlyList<TransportAddress> InTurns(IEnumerable<IPAddress> addresses, ushort port) =>
        [
            .. addresses
                .Distinct()
                .GroupBy(static address => address.AddressFamily)
                .SelectMany(static family => family.Select((address, turn) => (address, turn)))
                .OrderBy(static one => one.turn)
                .ThenBy(static one => one.address.AddressFamily != AddressFamily.InterNetwork)
                .Select(one => TransportAddress.FromEndPoint(new IPEndPoint(one.address, port))),
        ];

    private static Parsed<IReadOnlyList<TransportAddress>> Invalid(string error) => Parsed<IReadOnlyList<TransportAddress>>.Invalid(error);
}
