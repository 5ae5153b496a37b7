using JumpingVpn.Datagrams;

namespace JumpingVpn.Network.Nat;

/// <summary>Finds external endpoints for mappings, and makes room where the exhaustion policy says so.</summary>
internal sealed class EndpointAssigner(NatState state)
{
    private readonly NatOptions _options = state.Options;
    private readonly ExternalPool _pool = state.Pool;

    /// <summary>Finds the endpoint of a new mapping.</summary>
    /// <param name="inside">Whose mapping.</param>
    /// <param name="avoidPort">A port that it must not have; 0 for none.</param>
    /// <param name="now">The time.</param>
    /// <param name="external">The endpoint; free, unless ports are overloaded.</param>
    /// <returns>False if there is none, or the host has its share.</returns>
    public bool TryAssignNew(in TransportAddress inside, int avoidPort, TimeSpan now, out TransportAddress external)
    {
        external = inside;
        if (!TryMakeRoomForHost(inside, now))
        {
            return false;
        }

        if (!_options.Translates)
        {
            // A predecessor that expired stands in the way of nobody, but would be found first.
            return state.TryReclaim(external, now);
        }

        bool preserves = _options.PortAssignment is PortAssignment.PreserveIfFree or PortAssignment.AlwaysPreserve;
        int preferred = preserves ? inside.Port : 0;
        int paired = _pool.IndexFor(inside);
        bool mayTryOthers = _options.SpillsToOtherAddresses || _options.Pooling == AddressPooling.Arbitrary;
        for (int i = 0, index = paired; i == 0 || (mayTryOthers && i < _pool.Addresses.Count); i++, index = _pool.IndexAfter(index))
        {
            if (TryAssign(index, inside, preferred, avoidPort, now, out external))
            {
                return true;
            }
        }

        return _options.Exhaustion != ExhaustionPolicy.DropNew
            && TryEvict(paired, inside, now)
            && TryAssign(paired, inside, preferred, avoidPort, now, out external);
    }

    /// <summary>Finds a free endpoint on one address of the pool; the preferred port 0 means any.</summary>
    public bool TryAssign(
        int index,
        in TransportAddress inside,
        int preferredPort,
        int avoidPort,
        TimeSpan now,
        out TransportAddress external
    )
    {
        TransportAddress address = _pool.Addresses[index];
        external = address.WithPort((ushort)preferredPort);
        if (!_pool.TryGetRange(index, inside, out PortRange range))
        {
            return false;
        }

        if (_options.PortAssignment == PortAssignment.AlwaysPreserve || _pool.IsFull(index))
        {
            state.Sweep(now);
        }

        if (
            range.Contains(preferredPort)
            && preferredPort != avoidPort
            && (_options.PortAssignment == PortAssignment.AlwaysPreserve || state.TryReclaim(external, now))
        )
        {
            return true;
        }

        int port = _pool.FirstCandidate(range);
        for (int tried = 0; !_pool.IsFull(index) && tried < range.Count; tried++, port = range.After(port))
        {
            external = address.WithPort((ushort)port);
            if (port != avoidPort && state.TryReclaim(external, now))
            {
                _pool.ContinueAfter(port);
                return true;
            }
        }

        return false;
    }

    private bool TryMakeRoomForHost(in TransportAddress inside, TimeSpan now)
    {
        if (state.IsAtLimit(inside))
        {
            state.Sweep(now);
        }

        return !state.IsAtLimit(inside) || (_options.Exhaustion != ExhaustionPolicy.DropNew && TryEvict(Victims.OfHost(inside), now));
    }

    private bool TryEvict(int index, in TransportAddress inside, TimeSpan now) =>
        _pool.TryGetRange(index, inside, out PortRange range) && TryEvict(Victims.On(_pool.Addresses[index], range), now);

    private bool TryEvict(in Victims victims, TimeSpan now)
    {
        int chosen = _options.Exhaustion == ExhaustionPolicy.EvictOldest ? LeastRecentlyUsed(victims) : AnyOf(victims);
        if (chosen >= 0)
        {
            state.End(chosen, now);
        }

        return chosen >= 0;
    }

    private int LeastRecentlyUsed(in Victims victims)
    {
        int oldest = -1;
        for (int slot = 0; slot < state.Mappings.SlotCount; slot++)
        {
            if (victims.Cover(state.Mappings[slot]) && (oldest < 0 || IsOlder(state.Mappings[slot], state.Mappings[oldest])))
            {
                oldest = slot;
            }
        }

        return oldest;
    }

    private int AnyOf(in Victims victims)
    {
        int count = 0;
        for (int slot = 0; slot < state.Mappings.SlotCount; slot++)
        {
            count += victims.Cover(state.Mappings[slot]) ? 1 : 0;
        }

        int left = count == 0 ? 0 : (int)_pool.Random.Below((ulong)count);
        for (int slot = 0; slot < state.Mappings.SlotCount; slot++)
        {
            if (victims.Cover(state.Mappings[slot]) && left-- == 0)
            {
                return slot;
            }
        }

        return -1;
    }

    private static bool IsOlder(in MappingEntry left, in MappingEntry right) =>
        left.LastUsed != right.LastUsed ? left.LastUsed < right.LastUsed : left.Created < right.Created;

    /// <summary>The mappings of which one gives way: those of one host, or those on some ports of one address.</summary>
    private readonly record struct Victims(TransportAddress Address, bool IsInside, PortRange Ports)
    {
        public static Victims OfHost(in TransportAddress inside) => new(inside, IsInside: true, default);

        public static Victims On(in TransportAddress external, PortRange ports) => new(external, IsInside: false, ports);

        public bool Cover(in MappingEntry mapping) =>
            mapping.InUse
            && !mapping.IsFreed
            && (IsInside ? mapping.Inside.SameHost(Address) : mapping.External.SameHost(Address) && Ports.Contains(mapping.External.Port));
    }
}
