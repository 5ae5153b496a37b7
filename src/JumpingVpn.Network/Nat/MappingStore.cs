using JumpingVpn.Datagrams;

namespace JumpingVpn.Network.Nat;

/// <summary>The mappings in reused slots, found by either side. It knows nothing of time or behaviour.</summary>
internal sealed class MappingStore
{
    private const int InitialCapacity = 4;

    private readonly HashChains _byInside = new(InitialCapacity);
    private readonly HashChains _byExternal = new(InitialCapacity);
    private readonly Stack<int> _free = new();
    private MappingEntry[] _entries = new MappingEntry[InitialCapacity];
    private long _created;

    /// <summary>Slots 0 to this − 1 may be in use.</summary>
    public int SlotCount { get; private set; }

    public ref MappingEntry this[int slot] => ref _entries[slot];

    public int FindByInside(in TransportAddress inside, in TransportAddress remoteKey)
    {
        int slot = _byInside.First(Hash(inside, remoteKey));
        while (slot >= 0 && (_entries[slot].Inside != inside || _entries[slot].RemoteKey != remoteKey))
        {
            slot = _byInside.Next(slot);
        }

        return slot;
    }

    public int FindByExternal(in TransportAddress external)
    {
        int slot = _byExternal.First(AddressHash.Of(external));
        while (slot >= 0 && _entries[slot].External != external)
        {
            slot = _byExternal.Next(slot);
        }

        return slot;
    }

    /// <summary>
    /// Of several mappings that share an external endpoint, the newest live one that is bound to the remote, else the newest live one.
    /// </summary>
    public int FindOverloaded(in TransportAddress external, in TransportAddress remoteKey, TimeSpan now)
    {
        int best = -1;
        bool bestIsBound = false;
        for (int slot = _byExternal.First(AddressHash.Of(external)); slot >= 0; slot = _byExternal.Next(slot))
        {
            ref MappingEntry mapping = ref _entries[slot];
            bool isBound = mapping.RemoteKey == remoteKey;
            if (
                mapping.External == external
                && !mapping.IsExpired(now)
                && (best < 0 || (isBound == bestIsBound ? mapping.Created > _entries[best].Created : isBound))
            )
            {
                best = slot;
                bestIsBound = isBound;
            }
        }

        return best < 0 ? FindByExternal(external) : best;
    }

    public int Add(in TransportAddress inside, in TransportAddress remoteKey, in TransportAddress external)
    {
        int slot = AddEntry(
            new MappingEntry
            {
                Inside = inside,
                RemoteKey = remoteKey,
                External = external,
            }
        );
        _byInside.Add(Hash(inside, remoteKey), slot);
        return slot;
    }

    /// <summary>Holds an external endpoint that was freed at the given time, for no mapping.</summary>
    public void AddFreed(in TransportAddress external, TimeSpan freedAt) =>
        AddEntry(
            new MappingEntry
            {
                External = external,
                ExpiresAt = freedAt,
                IsFreed = true,
            }
        );

    /// <summary>Ends a mapping but keeps its external endpoint findable.</summary>
    public void Free(int slot)
    {
        _byInside.Remove(slot);
        _entries[slot].IsFreed = true;
    }

    public void ChangeInside(int slot, in TransportAddress inside)
    {
        _byInside.Remove(slot);
        _entries[slot].Inside = inside;
        _byInside.Add(Hash(inside, _entries[slot].RemoteKey), slot);
    }

    public void ChangeExternal(int slot, in TransportAddress external)
    {
        _byExternal.Remove(slot);
        _entries[slot].External = external;
        _byExternal.Add(AddressHash.Of(external), slot);
    }

    public void Remove(int slot)
    {
        if (!_entries[slot].IsFreed)
        {
            _byInside.Remove(slot);
        }

        _byExternal.Remove(slot);
        _entries[slot] = default;
        _free.Push(slot);
    }

    /// <summary>The slots of live mappings, oldest mapping first; allocates.</summary>
    public List<int> LiveSlots(TimeSpan now)
    {
        var slots = new List<int>();
        for (int slot = 0; slot < SlotCount; slot++)
        {
            if (_entries[slot].InUse && !_entries[slot].IsExpired(now))
            {
                slots.Add(slot);
            }
        }

        slots.Sort((left, right) => _entries[left].Created.CompareTo(_entries[right].Created));
        return slots;
    }

    private int AddEntry(in MappingEntry entry)
    {
        if (!_free.TryPop(out int slot))
        {
            slot = SlotCount++;
            if (slot == _entries.Length)
            {
                Array.Resize(ref _entries, slot * 2);
            }
        }

        ref MappingEntry added = ref _entries[slot];
        added = entry;
        added.RebindAt = TimeSpan.MaxValue;
        added.Created = _created++;
        added.OldestContact = -1;
        added.NewestContact = -1;
        added.LatestContact = -1;
        added.InUse = true;
        _byExternal.Add(AddressHash.Of(entry.External), slot);
        return slot;
    }

    private static int Hash(in TransportAddress inside, in TransportAddress remoteKey) => AddressHash.Of(inside, AddressHash.Of(remoteKey));
}
