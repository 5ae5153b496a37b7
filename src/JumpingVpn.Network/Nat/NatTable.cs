using JumpingVpn.Datagrams;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Network.Nat;

/// <summary>
/// The translation table of one NAT, after RFC 4787: an address pair and a time go in, a verdict comes out. It holds no clock
/// and no timer; a mapping whose lifetime is over is gone for every later call.
/// </summary>
/// <remarks>
/// <para>Time is monotonic since any origin and must not run backwards between calls.</para>
/// <para>An expired mapping answers <see cref="DropReason.MappingExpired"/> until its external endpoint is assigned again;
/// then, and after <see cref="Flush"/>, the answer is about the new state.</para>
/// <para>Thread rule: one thread at a time. Steady traffic allocates nothing.</para>
/// </remarks>
public sealed class NatTable
{
    private readonly MappingStore _mappings = new();
    private readonly ContactStore _contacts = new();
    private readonly ExternalPool _pool;
    private TimeSpan _nothingExpiresBefore;

    /// <summary>Creates an empty table.</summary>
    /// <param name="options">The behaviour; validated here.</param>
    /// <param name="externalAddresses">The pool, at least one; ports are ignored.</param>
    /// <param name="ports">Used by <see cref="PortAssignment.Random"/> alone.</param>
    /// <exception cref="ArgumentException">Impossible options, an empty pool, or an address given twice.</exception>
    public NatTable(NatOptions options, IReadOnlyList<TransportAddress> externalAddresses, RandomStream ports)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(externalAddresses);
        ArgumentNullException.ThrowIfNull(ports);
        options.Validate();
        if (externalAddresses.Count == 0)
        {
            throw new ArgumentException("A NAT with an empty address pool is impossible: give it at least one external address.");
        }

        Options = options;
        _pool = new ExternalPool(options, ports);
        foreach (TransportAddress address in externalAddresses)
        {
            _pool.Add(address);
        }
    }

    /// <summary>The behaviour of this NAT.</summary>
    public NatOptions Options { get; }

    /// <summary>The external addresses, with port 0, in the order in which they were added.</summary>
    public IReadOnlyList<TransportAddress> ExternalAddresses => _pool.Addresses;

    /// <summary>Widens the pool by one address.</summary>
    /// <exception cref="ArgumentException">The pool has it already.</exception>
    public void AddExternalAddress(in TransportAddress address) => _pool.Add(address);

    /// <summary>Translates a datagram from inside to outside, making or refreshing its mapping.</summary>
    /// <returns>The external source to show, or a drop.</returns>
    public NatVerdict TranslateOutbound(in TransportAddress inside, in TransportAddress remote, TimeSpan now)
    {
        if (_pool.IndexOf(remote) >= 0)
        {
            return NatVerdict.Dropped(DropReason.Hairpin);
        }

        TransportAddress remoteKey = Reduce(remote, Options.Mapping);
        int slot = _mappings.FindByInside(inside, remoteKey);
        if (slot >= 0 && _mappings[slot].IsExpired(now))
        {
            Remove(slot);
            slot = -1;
        }

        if (slot < 0)
        {
            if (!TryAssign(_pool.PairedIndex(inside), PreferredPort(inside), avoidPort: 0, now, out TransportAddress external))
            {
                return NatVerdict.Dropped(DropReason.PortsExhausted);
            }

            slot = _mappings.Add(inside, remoteKey, external);
            _pool.Take(external);
        }

        ref MappingEntry mapping = ref _mappings[slot];
        mapping.ExpiresAt = now + Options.MappingLifetime;
        if (Options.Filtering != EndpointDependence.EndpointIndependent)
        {
            _contacts.Touch(ref mapping, slot, Reduce(remote, Options.Filtering), now);
        }

        return new NatVerdict(mapping.External, DropReason.None);
    }

    /// <summary>Translates a datagram from outside to inside, if a mapping exists and its filtering admits the remote.</summary>
    /// <param name="external">The external endpoint it was sent to.</param>
    /// <param name="remote">Its source.</param>
    /// <param name="now">The time of arrival.</param>
    /// <returns>The inside destination, or a drop.</returns>
    public NatVerdict TranslateInbound(in TransportAddress external, in TransportAddress remote, TimeSpan now)
    {
        int slot = _mappings.FindByExternal(external);
        if (slot < 0)
        {
            return NatVerdict.Dropped(DropReason.NoMapping);
        }

        ref MappingEntry mapping = ref _mappings[slot];
        if (mapping.IsExpired(now))
        {
            return NatVerdict.Dropped(DropReason.MappingExpired);
        }

        if (Options.Filtering != EndpointDependence.EndpointIndependent
            && !_contacts.Admits(ref mapping, slot, Reduce(remote, Options.Filtering), now, Options.FilterLifetime))
        {
            return NatVerdict.Dropped(DropReason.NatFiltered);
        }

        if (Options.InboundRefresh)
        {
            mapping.ExpiresAt = now + Options.MappingLifetime;
        }

        return new NatVerdict(mapping.Inside, DropReason.None);
    }

    /// <summary>
    /// Gives live mappings another external endpoint, as a NAT does that reboots, loses its lease or reassigns ports. Inside
    /// nobody is told; lifetimes and admitted remotes stay. A mapping for which no port is free keeps what it has.
    /// </summary>
    /// <returns>What changed, oldest mapping first.</returns>
    /// <exception cref="InvalidOperationException">An address change was asked of a pool of one address.</exception>
    public IReadOnlyList<NatRebinding> Rebind(NatRebindingKind kind, in NatScope scope, TimeSpan now)
    {
        if (kind != NatRebindingKind.Port && _pool.Addresses.Count < 2)
        {
            throw new InvalidOperationException(
                "A NAT with 1 external address cannot rebind to another one: its pool must have at least 2 (AddExternalAddress).");
        }

        var changes = new List<NatRebinding>();
        foreach (int slot in _mappings.LiveSlots(now))
        {
            TransportAddress inside = _mappings[slot].Inside;
            TransportAddress old = _mappings[slot].External;
            int index = _pool.IndexOf(old);
            index = kind == NatRebindingKind.Port ? index : (index + 1) % _pool.Addresses.Count;
            int preferred = kind == NatRebindingKind.Address ? old.Port : 0;
            int avoid = kind == NatRebindingKind.Address ? 0 : old.Port;
            if (scope.Covers(inside) && TryAssign(index, preferred, avoid, now, out TransportAddress external))
            {
                _mappings.ChangeExternal(slot, external);
                _pool.Release(old);
                _pool.Take(external);
                _pool.Pair(inside, index);
                changes.Add(new NatRebinding(inside, old, external));
            }
        }

        return changes;
    }

    /// <summary>Forgets every mapping in scope, as a reboot does. The next outbound datagram makes a new one.</summary>
    /// <returns>How many live mappings were forgotten.</returns>
    public int Flush(in NatScope scope, TimeSpan now)
    {
        int live = 0;
        for (int slot = 0; slot < _mappings.SlotCount; slot++)
        {
            if (_mappings[slot].InUse && scope.Covers(_mappings[slot].Inside))
            {
                live += _mappings[slot].IsExpired(now) ? 0 : 1;
                Remove(slot);
            }
        }

        return live;
    }

    /// <summary>The live mappings, oldest first, both sides; a copy.</summary>
    public IReadOnlyList<NatMapping> Mappings(TimeSpan now) => _mappings.LiveSlots(now).ConvertAll(slot =>
    {
        ref MappingEntry mapping = ref _mappings[slot];
        return new NatMapping(
            mapping.Inside,
            mapping.External,
            Options.Mapping == EndpointDependence.EndpointIndependent ? null : mapping.RemoteKey,
            mapping.ExpiresAt,
            _contacts.List(mapping, now, Options.FilterLifetime));
    });

    private static TransportAddress Reduce(in TransportAddress remote, EndpointDependence dependence) => dependence switch
    {
        EndpointDependence.EndpointIndependent => default,
        EndpointDependence.AddressDependent => remote.WithPort(0),
        _ => remote,
    };

    private int PreferredPort(in TransportAddress inside) => Options.PortAssignment == PortAssignment.PreserveIfFree ? inside.Port : 0;

    /// <summary>Finds a free endpoint on one address of the pool; the preferred port 0 means any.</summary>
    private bool TryAssign(int index, int preferredPort, int avoidPort, TimeSpan now, out TransportAddress external)
    {
        TransportAddress address = _pool.Addresses[index];
        if (_pool.IsFull(index))
        {
            RemoveExpired(now);
        }

        external = address.WithPort((ushort)preferredPort);
        if (_pool.IsInRange(preferredPort) && TryReclaim(external, now))
        {
            return true;
        }

        int port = _pool.FirstCandidate();
        for (int tried = 0; !_pool.IsFull(index) && tried < _pool.PortsPerAddress; tried++, port = _pool.PortAfter(port))
        {
            external = address.WithPort((ushort)port);
            if (port != avoidPort && TryReclaim(external, now))
            {
                _pool.ContinueAfter(port);
                return true;
            }
        }

        return false;
    }

    /// <summary>True where the endpoint is free, possibly after removing the expired mapping that held it.</summary>
    private bool TryReclaim(in TransportAddress external, TimeSpan now)
    {
        int slot = _mappings.FindByExternal(external);
        if (slot >= 0 && _mappings[slot].IsExpired(now))
        {
            Remove(slot);
            slot = -1;
        }

        return slot < 0;
    }

    private void RemoveExpired(TimeSpan now)
    {
        // A table that is full of live mappings is not swept again for every new flow.
        if (now < _nothingExpiresBefore)
        {
            return;
        }

        TimeSpan earliest = TimeSpan.MaxValue;
        for (int slot = 0; slot < _mappings.SlotCount; slot++)
        {
            if (_mappings[slot].InUse && _mappings[slot].IsExpired(now))
            {
                Remove(slot);
            }
            else if (_mappings[slot].InUse && _mappings[slot].ExpiresAt < earliest)
            {
                earliest = _mappings[slot].ExpiresAt;
            }
        }

        _nothingExpiresBefore = earliest == TimeSpan.MaxValue ? now : earliest;
    }

    private void Remove(int slot)
    {
        ref MappingEntry mapping = ref _mappings[slot];
        _contacts.Clear(ref mapping);
        _pool.Release(mapping.External);
        _mappings.Remove(slot);
    }
}
