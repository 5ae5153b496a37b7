using System.Net;
using System.Net.Sockets;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Cli.Arguments;

/// <summary>Turns a <see cref="HostPort"/> into an address; asks the system's resolver where it is a name.</summary>
internal static class AddressLookup
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>
    /// Resolves <paramref name="target"/> within 4 s. A name with several addresses yields its first IPv4 address, because that is
    /// what the prototype's programs bind and send to; an IPv6 address only where there is no other.
    /// </summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    public static async Task<Parsed<TransportAddress>> ResolveAsync(HostPort target, CancellationToken stop)
    {
        if (target.Address is { } literal)
        {
            return TransportAddress.FromEndPoint(new IPEndPoint(literal, target.Port));
        }

        try
        {
            IPAddress[] found = await Dns.GetHostAddressesAsync(target.Host, stop).WaitAsync(Patience, stop);
            IPAddress? chosen = found.OrderBy(static address => address.AddressFamily != AddressFamily.InterNetwork).FirstOrDefault();
            return chosen is null
                ? Parsed<TransportAddress>.Invalid($"the name '{target.Host}' has no address; check its spelling or write an IP address")
                : TransportAddress.FromEndPoint(new IPEndPoint(chosen, target.Port));
        }
        catch (SocketException)
        {
            return Parsed<TransportAddress>.Invalid($"the name '{target.Host}' was not found; check its spelling or write an IP address");
        }
        catch (TimeoutException)
        {
            return Parsed<TransportAddress>.Invalid($"looking up the name '{target.Host}' took too long; check the resolver or write an IP address");
        }
    }
}
