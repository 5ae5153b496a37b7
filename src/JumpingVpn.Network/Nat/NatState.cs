using JumpingVpn.Datagrams;

namespace JumpingVpn.Network.Nat;

/// <summary>
/// Mappings, contacts and the pool, kept consistent: every external endpoint in the store is counted in the pool, until it is
/// removed after its hold-down.
/// </summary>
internal sealed class NatState
{
    private readonly Dictionary<TransportAddress, int> _perHost = [];
    private TimeSpan _nothingEndsBefore;

    public NatState(NatOptions options, ExternalPool pool)
    {
        Options = options;
        Pool = pool;
    }

    public NatOptions Options { get; }

    public ExternalPool Pool { get; }

    public MappingStore Mappings { get; } = new();

    public ContactStore Contacts { get; } = new();

    /// <summary>What is configured and no datagram has made; null if nothing is.</summary>
    public StaticMappings? Static { get; set; }

    /// <summary>How many mappings each host has, where that is limited.</summary>
    public IEnumerable<KeyValuePair<TransportAddress, int>> CountsOfHosts => _perHost;

    public int Add(in TransportAddress inside, in TransportAddress remoteKey, in TransportAddress external, TimeSpan now)
    {
        int slot = Mappings.Add(inside, remoteKey, external);
        Pool.Take(external);
        ref MappingEntry mapping = ref Mappings[slot];
        mapping.ExpiresAt = now.Plus(Options.MappingLifetime);
        mapping.RebindAt = Options.Rebinding?.Every is { } every ? now.Plus(every) : TimeSpan.MaxValue;
        ExpectEnd(mapping.ExpiresAt);
        Count(inside, +1);
        return slot;
    }

    public void Refresh(ref MappingEntry mapping, TimeSpan now) =>
        mapping.ExpiresAt = now.Plus(mapping.IsReplied ? Options.StreamLifetime ?? Options.MappingLifetime : Options.MappingLifetime);

    /// <summary>Ends a mapping; its endpoint is free at once, or after the hold-down.</summary>
    public void End(int slot, TimeSpan now)
    {
        ref MappingEntry mapping = ref Mappings[slot];
        if (!mapping.IsFreed)
        {
            Count(mapping.Inside, -1);
            Contacts.Clear(ref mapping);
            mapping.ExpiresAt = mapping.ExpiresAt < now ? mapping.ExpiresAt : now;
            Mappings.Free(slot);
        }

        if (now >= mapping.ExpiresAt.Plus(Options.PortHoldDown))
        {
            Pool.Release(mapping.External);
            Mappings.Remove(slot);
        }
        else
        {
            ExpectEnd(mapping.ExpiresAt.Plus(Options.PortHoldDown));
        }
    }

    /// <summary>Moves a mapping to a free endpoint; the old one is free at once, or after the hold-down.</summary>
    public void Move(int slot, in TransportAddress external, TimeSpan now)
    {
        TransportAddress old = Mappings[slot].External;
        Mappings.ChangeExternal(slot, external);
        Pool.Take(external);
        if (Options.PortHoldDown > TimeSpan.Zero)
        {
            Mappings.AddFreed(old, now);
            ExpectEnd(now.Plus(Options.PortHoldDown));
        }
        else
        {
            Pool.Release(old);
        }
    }

    /// <summary>Gives a mapping with its external endpoint and its contacts to another inside endpoint.</summary>
    public void GiveTo(int slot, in TransportAddress inside)
    {
        Count(Mappings[slot].Inside, -1);
        Mappings.ChangeInside(slot, inside);
        Count(inside, +1);
    }

    /// <summary>True if the endpoint is free, possibly after removing the expired mapping that held it.</summary>
    public bool TryReclaim(in TransportAddress external, TimeSpan now)
    {
        if (Static?.TryFindInside(external, out _) == true)
        {
            return false;
        }

        int slot = Mappings.FindByExternal(external);
        if (slot >= 0 && Mappings[slot].IsExpired(now))
        {
            End(slot, now);
            slot = Mappings.FindByExternal(external);
        }

        return slot < 0;
    }

    /// <summary>Ends what has expired and removes what was held long enough.</summary>
    public void Sweep(TimeSpan now)
    {
        // A table that is full of live mappings is not swept again for every new flow.
        if (now < _nothingEndsBefore)
        {
            return;
        }

        _nothingEndsBefore = TimeSpan.MaxValue;
        for (int slot = 0; slot < Mappings.SlotCount; slot++)
        {
            if (!Mappings[slot].InUse)
            {
                continue;
            }

            if (Mappings[slot].IsExpired(now))
            {
                End(slot, now);
            }
            else
            {
                ExpectEnd(Mappings[slot].ExpiresAt);
            }
        }
    }

    public bool IsAtLimit(in TransportAddress inside) =>
        Options.MaxMappingsPerHost is { } limit && _perHost.GetValueOrDefault(inside.WithPort(0)) >= limit;

    /// <summary>Forgets mappings, endpoints held down, pairings and blocks: everything but the addresses.</summary>
    public void Reset()
    {
        for (int slot = 0; slot < Mappings.SlotCount; slot++)
        {
            if (Mappings[slot].InUse)
            {
                Contacts.Clear(ref Mappings[slot]);
                Pool.Release(Mappings[slot].External);
                Mappings.Remove(slot);
            }
        }

        _perHost.Clear();
        Pool.Reset();
    }

    private void ExpectEnd(TimeSpan at) => _nothingEndsBefore = at < _nothingEndsBefore ? at : _nothingEndsBefore;

    private void Count(in TransportAddress inside, int change)
    {
        if (Options.MaxMappingsPerHost is not null)
        {
            TransportAddress host = inside.WithPort(0);
            _perHost[host] = _perHost.GetValueOrDefault(host) + change;
        }
    }
}
