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
    private readonly ExternalPool _pool;
    private readonly NatState _state;
    private readonly MappingStore _mappings;
    private readonly EndpointAssigner _assigner;
    private readonly NatRebinder _rebinder;
    private readonly MappingRateLimit? _rateLimit;

    /// <summary>Creates an empty table.</summary>
    /// <param name="options">The behaviour; validated here.</param>
    /// <param name="externalAddresses">The pool, at least one address, ports ignored; empty for a firewall that translates nothing.</param>
    /// <param name="ports">Picks ports for <see cref="PortAssignment.Random"/> and victims for
    /// <see cref="ExhaustionPolicy.EvictRandom"/>.</param>
    /// <exception cref="ArgumentException">Impossible options, a pool that does not fit them, or an address given twice.</exception>
    public NatTable(NatOptions options, IReadOnlyList<TransportAddress> externalAddresses, RandomStream ports)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(externalAddresses);
        ArgumentNullException.ThrowIfNull(ports);
        options.Validate();
        CheckPool(options, externalAddresses.Count);
        Options = options;
        _pool = new ExternalPool(options, ports);
        foreach (TransportAddress address in externalAddresses)
        {
            _pool.Add(address);
        }

        _state = new NatState(options, _pool);
        _mappings = _state.Mappings;
        _assigner = new EndpointAssigner(_state);
        _rebinder = new NatRebinder(_state, _assigner);
        _rateLimit = options.MaxNewMappingsPerSecond is { } perSecond ? new MappingRateLimit(perSecond) : null;
    }

    /// <summary>The behaviour of this NAT.</summary>
    public NatOptions Options { get; }

    /// <summary>The external addresses, with port 0, in the order in which they were added.</summary>
    public IReadOnlyList<TransportAddress> ExternalAddresses => _pool.Addresses;

    /// <summary>Widens the pool by one address.</summary>
    /// <exception cref="ArgumentException">The pool has it already, or it is a firewall's, which has none.</exception>
    public void AddExternalAddress(in TransportAddress address)
    {
        CheckPool(Options, _pool.Addresses.Count + 1);
        _pool.Add(address);
    }

    /// <summary>Forwards an external endpoint to an inside one, for everybody and permanently: what is sent to the one reaches the other,
    /// and what the other sends comes from the one. Port 0 on both sides forwards a whole address, which then belongs to that host
    /// alone.</summary>
    /// <remarks>Forwards are configuration: no table shows them, they never expire, and they outlast rebindings, a flush and a
    /// reboot.</remarks>
    /// <exception cref="ArgumentException">It is a firewall; one of the endpoints is taken; one side is a port and the other a whole
    /// address; the external port is on no address of the pool, or the whole address is one of the pool.</exception>
    public void Forward(in TransportAddress external, in TransportAddress inside, TimeSpan now)
    {
        bool whole = external.Port == 0;
        if (!Options.Translates)
        {
            throw new ArgumentException(
                $"A firewall that translates nothing has no port that it could forward to {inside}: that takes a NAT."
            );
        }

        if (whole != (inside.Port == 0) || whole == (_pool.IndexOf(external) >= 0))
        {
            throw new ArgumentException(
                $"A NAT cannot forward {external} to {inside}: it forwards a port of an address of its pool to a port, "
                    + "or a whole address that is not in its pool to a host."
            );
        }

        if (!whole && !_state.TryReclaim(external, now))
        {
            throw new ArgumentException(
                $"A NAT cannot forward {external} to {inside}: that port is in use. Forward it before hosts send through the NAT."
            );
        }

        (_state.Static ??= new StaticMappings()).Add(external, inside);
    }

    /// <summary>True if nothing is forwarded from an external endpoint, and no live mapping has it.</summary>
    public bool IsFree(in TransportAddress external, TimeSpan now) => _state.TryReclaim(external, now);

    /// <summary>The external endpoint that is forwarded to an inside one; null if none is.</summary>
    public TransportAddress? ForwardedTo(in TransportAddress inside) =>
        _state.Static?.TryFindExternal(inside, out TransportAddress external) == true ? external : null;

    /// <summary>Whether anything is forwarded.</summary>
    public bool HasForwards => _state.Static is not null;

    /// <summary>True for an external endpoint that is forwarded.</summary>
    public bool IsForwarded(in TransportAddress external) => _state.Static?.TryFindInside(external, out _) == true;

    /// <summary>Translates a datagram from inside to outside, making or refreshing its mapping.</summary>
    /// <returns>The external source to show, or a drop. With hairpinning also where it turns around to.</returns>
    public NatVerdict TranslateOutbound(in TransportAddress inside, in TransportAddress remote, TimeSpan now)
    {
        StaticMappings? forwards = _state.Static;
        bool turnsAround = _pool.IndexOf(remote) >= 0 || (forwards is not null && IsForwarded(remote));
        if (turnsAround && Options.Hairpin == HairpinBehavior.Off)
        {
            return NatVerdict.Dropped(DropReason.Hairpin);
        }

        if (forwards is not null && ForwardedTo(inside) is { } forwarded)
        {
            return turnsAround ? TurnAround(inside, forwarded, remote, now) : new NatVerdict(forwarded, DropReason.None);
        }

        int slot = FindOrMake(inside, remote, now, out DropReason refused);
        if (slot < 0)
        {
            return NatVerdict.Dropped(refused);
        }

        _rebinder.RebindIfDue(slot, isOutbound: true, now);
        ref MappingEntry mapping = ref _mappings[slot];
        mapping.LastUsed = now;
        if (Options.OutboundRefresh)
        {
            _state.Refresh(ref mapping, now);
        }

        if (Options.Filtering != EndpointDependence.EndpointIndependent)
        {
            _state.Contacts.Touch(ref mapping, slot, Reduce(remote, Options.Filtering), now);
        }

        return turnsAround ? TurnAround(inside, mapping.External, remote, now) : new NatVerdict(mapping.External, DropReason.None);
    }

    /// <summary>Translates a datagram from outside to inside, if a mapping exists and its filtering admits the remote.</summary>
    /// <param name="external">The external endpoint it was sent to.</param>
    /// <param name="remote">Its source.</param>
    /// <param name="now">The time of arrival.</param>
    /// <returns>The inside destination, or a drop.</returns>
    public NatVerdict TranslateInbound(in TransportAddress external, in TransportAddress remote, TimeSpan now)
    {
        if (_state.Static is { } forwards && forwards.TryFindInside(external, out TransportAddress inside))
        {
            return new NatVerdict(inside, DropReason.None);
        }

        int slot = FindByExternal(external, remote, now);
        if (slot >= 0 && Options.Rebinding is not null && !_mappings[slot].IsExpired(now))
        {
            _rebinder.RebindIfDue(slot, isOutbound: false, now);
            slot = FindByExternal(external, remote, now);
        }

        if (slot < 0)
        {
            return NatVerdict.Dropped(DropReason.NoMapping);
        }

        ref MappingEntry mapping = ref _mappings[slot];
        if (mapping.IsExpired(now))
        {
            return NatVerdict.Dropped(DropReason.MappingExpired);
        }

        if (mapping.IsStuck)
        {
            return NatVerdict.Dropped(DropReason.StuckMapping);
        }

        if (
            Options.Filtering != EndpointDependence.EndpointIndependent
            && !_state.Contacts.Admits(ref mapping, slot, Reduce(remote, Options.Filtering), now, Options.FilterLifetime)
        )
        {
            return NatVerdict.Dropped(DropReason.NatFiltered);
        }

        mapping.IsReplied = true;
        if (Options.InboundRefresh)
        {
            mapping.LastUsed = now;
            _state.Refresh(ref mapping, now);
        }

        return new NatVerdict(mapping.Inside, DropReason.None);
    }

    /// <summary>
    /// Gives live mappings another external endpoint, as a NAT does that loses its lease or reassigns ports. The hosts inside do not
    /// notice; lifetimes and admitted remotes stay. A mapping for which no port is free keeps what it has.
    /// </summary>
    /// <returns>What changed, oldest mapping first.</returns>
    /// <exception cref="InvalidOperationException">An address change was asked of a pool of one address or, for one host alone, of single
    /// pooling; or a firewall was asked.</exception>
    public IReadOnlyList<NatRebinding> Rebind(NatRebindingKind kind, in NatScope scope, TimeSpan now) => _rebinder.Rebind(kind, scope, now);

    /// <summary>Forgets every mapping in scope. The next outbound datagram makes a new one; hold-down counts from now.</summary>
    /// <returns>How many live mappings were forgotten.</returns>
    public int Flush(in NatScope scope, TimeSpan now)
    {
        int live = 0;
        for (int slot = 0; slot < _mappings.SlotCount; slot++)
        {
            if (_mappings[slot].InUse && !_mappings[slot].IsFreed && scope.Covers(_mappings[slot].Inside))
            {
                live += _mappings[slot].IsExpired(now) ? 0 : 1;
                _state.End(slot, now);
            }
        }

        return live;
    }

    /// <summary>Forgets the mappings of one external endpoint, as for lack of room.</summary>
    /// <returns>The inside endpoint of the latest of them; null if none was live.</returns>
    public TransportAddress? Forget(in TransportAddress external, TimeSpan now)
    {
        TransportAddress? inside = null;
        for (int slot; (slot = _mappings.FindByExternal(external)) >= 0 && !_mappings[slot].IsFreed; )
        {
            inside ??= _mappings[slot].IsExpired(now) ? null : _mappings[slot].Inside;
            _state.End(slot, now);
        }

        return inside;
    }

    /// <summary>Starts again: forgets mappings, ports held down, address pairings and port blocks.</summary>
    /// <returns>How many live mappings were forgotten.</returns>
    public int Reboot(TimeSpan now)
    {
        int live = _mappings.LiveSlots(now).Count;
        _state.Reset();
        _rateLimit?.Reset();
        return live;
    }

    /// <summary>
    /// Lets live mappings go bad without telling anybody: they go on to translate outbound datagrams, which keep them alive, and let
    /// nothing in. Only silence for a lifetime, a flush, or another inside port helps.
    /// </summary>
    /// <returns>How many mappings are stuck now that were not.</returns>
    public int MakeStuck(in NatScope scope, TimeSpan now)
    {
        int stuck = 0;
        foreach (int slot in _mappings.LiveSlots(now))
        {
            if (scope.Covers(_mappings[slot].Inside) && !_mappings[slot].IsStuck)
            {
                _mappings[slot].IsStuck = true;
                stuck++;
            }
        }

        return stuck;
    }

    /// <summary>
    /// Gives the live mappings in scope to another inside host, at the same inside ports, with the remotes that they admit: what was
    /// meant for the victim goes there from now on, and the victim's next datagram makes a new mapping.
    /// </summary>
    /// <param name="scope">The victims.</param>
    /// <param name="thief">An inside host, its port ignored; its own mappings are not stolen, and give way where they collide.</param>
    /// <param name="now">The time.</param>
    /// <returns>How many mappings changed hands.</returns>
    /// <exception cref="InvalidOperationException">It is a firewall, which has no external endpoints.</exception>
    public int Steal(in NatScope scope, in TransportAddress thief, TimeSpan now) =>
        Options.Translates
            ? _rebinder.Steal(scope, thief, now)
            : throw new InvalidOperationException("A firewall that translates nothing has no external endpoints that could be stolen.");

    /// <summary>Checks that every port and contact that is counted belongs to a mapping.</summary>
    /// <exception cref="InvalidOperationException">It does not: a bug of the table.</exception>
    public void EnsureBalanced() => NatBooks.Balance(_state);

    /// <summary>The live mappings, oldest first, both sides; a copy.</summary>
    public IReadOnlyList<NatMapping> Mappings(TimeSpan now)
    {
        foreach (int slot in _mappings.LiveSlots(now))
        {
            _rebinder.RebindIfDue(slot, isOutbound: false, now);
        }

        return _mappings.LiveSlots(now).ConvertAll(slot => Show(_mappings[slot], now));
    }

    private static void CheckPool(NatOptions options, int addresses)
    {
        if (!options.Translates && addresses > 0)
        {
            throw new ArgumentException("A firewall that translates nothing has no external addresses: give it none.");
        }

        if (options is { Translates: true, OneToOne: false } && addresses == 0)
        {
            throw new ArgumentException("A NAT with an empty address pool is impossible: give it at least one external address.");
        }

        if (options.Rebinding is { Kind: not NatRebindingKind.Port } && addresses < 2)
        {
            throw new ArgumentException("A NAT that rebinds to other addresses needs a pool of at least 2 external addresses, not 1.");
        }
    }

    private static TransportAddress Reduce(in TransportAddress remote, EndpointDependence dependence) =>
        dependence switch
        {
            EndpointDependence.EndpointIndependent => default,
            EndpointDependence.AddressDependent => remote.WithPort(0),
            _ => remote,
        };

    private int FindOrMake(in TransportAddress inside, in TransportAddress remote, TimeSpan now, out DropReason refused)
    {
        refused = DropReason.None;
        TransportAddress remoteKey = Reduce(remote, Options.Mapping);
        int slot = _mappings.FindByInside(inside, remoteKey);
        int avoidPort = 0;
        if (slot >= 0 && _mappings[slot].IsExpired(now))
        {
            avoidPort = Options.Rebinding is { OnExpiry: true } ? _mappings[slot].External.Port : 0;
            _state.End(slot, now);
            slot = -1;
        }

        if (slot >= 0)
        {
            return slot;
        }

        if (_rateLimit is not null && !_rateLimit.Allows(inside, now))
        {
            refused = DropReason.MappingRateLimited;
            return -1;
        }

        if (Options.OneToOne || !_assigner.TryAssignNew(inside, avoidPort, now, out TransportAddress external))
        {
            refused = DropReason.PortsExhausted;
            return -1;
        }

        _rateLimit?.Count(inside, now);
        return _state.Add(inside, remoteKey, external, now);
    }

    private int FindByExternal(in TransportAddress external, in TransportAddress remote, TimeSpan now) =>
        Options.PortAssignment == PortAssignment.AlwaysPreserve
            ? _mappings.FindOverloaded(external, Reduce(remote, Options.Mapping), now)
            : _mappings.FindByExternal(external);

    private NatVerdict TurnAround(in TransportAddress inside, in TransportAddress external, in TransportAddress remote, TimeSpan now)
    {
        NatVerdict inbound = TranslateInbound(remote, external, now);
        return inbound.IsForwarded
            ? new NatVerdict(Options.Hairpin == HairpinBehavior.ExternalSource ? external : inside, DropReason.None)
            {
                TurnedTo = inbound.Address,
            }
            : inbound;
    }

    private NatMapping Show(MappingEntry mapping, TimeSpan now) =>
        new(
            mapping.Inside,
            mapping.External,
            Options.Mapping == EndpointDependence.EndpointIndependent ? null : mapping.RemoteKey,
            mapping.ExpiresAt,
            _state.Contacts.List(mapping, now, Options.FilterLifetime)
        )
        {
            IsReplied = mapping.IsReplied,
            IsStuck = mapping.IsStuck,
        };
}
