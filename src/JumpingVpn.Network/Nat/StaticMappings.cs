using System.Diagnostics.CodeAnalysis;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Network.Nat;

/// <summary>
/// What somebody has configured: forwarded ports, and hosts that have their own external address. They admit everybody, never
/// expire, and outlast a flush and a reboot. An endpoint whose port is 0 means all ports of the host.
/// </summary>
internal sealed class StaticMappings
{
    private readonly Dictionary<TransportAddress, TransportAddress> _insideByExternal = [];
    private readonly Dictionary<TransportAddress, TransportAddress> _externalByInside = [];

    /// <summary>Adds one; both are whole hosts, or neither.</summary>
    /// <exception cref="ArgumentException">The external or the inside endpoint is mapped already.</exception>
    public void Add(in TransportAddress external, in TransportAddress inside)
    {
        if (TryFindInside(external, out TransportAddress taker))
        {
            throw new ArgumentException($"The NAT forwards {external} to {taker} already: forward another port, or let that one be.");
        }

        if (!_externalByInside.TryAdd(inside, external))
        {
            throw new ArgumentException(
                $"The NAT forwards {_externalByInside[inside]} to {inside} already: an inside endpoint has only one external endpoint."
            );
        }

        _insideByExternal.Add(external, inside);
    }

    public bool TryFindInside(in TransportAddress external, out TransportAddress inside) =>
        TryFind(_insideByExternal, external, out inside);

    public bool TryFindExternal(in TransportAddress inside, out TransportAddress external) =>
        TryFind(_externalByInside, inside, out external);

    private static bool TryFind(
        Dictionary<TransportAddress, TransportAddress> mappings,
        in TransportAddress endpoint,
        [MaybeNullWhen(false)] out TransportAddress other
    )
    {
        if (mappings.TryGetValue(endpoint, out other))
        {
            return true;
        }

        bool found = mappings.TryGetValue(endpoint.WithPort(0), out other);
        other = other.WithPort(endpoint.Port);
        return found;
    }
}
